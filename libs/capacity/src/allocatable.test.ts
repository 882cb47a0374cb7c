import { machineNamed, machinesOf } from '@slipway/fleet'
import { describe, expect, it } from 'vitest'
import { allocatableOf, dominantShare, podsThatFit } from './allocatable.ts'

const none = { cpu: 0, memory: 0, pods: 0 }
const gibi = 2 ** 30
const mebi = 2 ** 20

describe('allocatableOf', () => {
  it.each<[string, number, number]>([
    // 6 % + 1 % of a core; 4 cores: + 0.5 % of two; 16 cores: + 0.25 % of twelve.
    ['m7i.large', 2000 - 70, 8 * gibi * 0.925 - (255 + 11 * 29 + 100) * mebi],
    ['m7i.xlarge', 4000 - 80, 16 * gibi * 0.925 - (255 + 11 * 58 + 100) * mebi],
    ['c7i.4xlarge', 16_000 - 110, 32 * gibi * 0.925 - (255 + 11 * 234 + 100) * mebi],
  ])('%s', (name, cpu, memory) => {
    const room = allocatableOf(machineNamed(name) ?? expect.unreachable(), none)
    expect(room.cpu).toBe(cpu)
    expect(room.memory).toBe(Math.floor(memory))
  })

  it('is never below zero and never above the machine', () => {
    for (const machine of machinesOf(['t3', 't4g', 'm5', 'm7g', 'c7i', 'c7a', 'r6g', 'g5'])) {
      const room = allocatableOf(machine)
      for (const what of ['cpu', 'memory', 'pods'] as const) {
        expect(room[what], `${machine.name} ${what}`).toBeGreaterThanOrEqual(0)
        expect(room[what], `${machine.name} ${what}`).toBeLessThan(machine[what])
      }
    }
  })
})

describe('podsThatFit and dominantShare', () => {
  it.each([
    [{ cpu: 1000, memory: 100, pods: 9 }, { cpu: 300, memory: 10 }, 3, 0.3],
    [{ cpu: 1000, memory: 100, pods: 9 }, { cpu: 10, memory: 50 }, 2, 0.5],
    [{ cpu: 1000, memory: 100, pods: 1 }, { cpu: 10, memory: 10 }, 1, 0.1],
    [{ cpu: 1000, memory: 100, pods: 9 }, { cpu: 1001, memory: 10 }, 0, 1.001],
  ])('%j holds %j so often', (room, pod, count, share) => {
    expect(podsThatFit(room, pod)).toBe(count)
    expect(dominantShare(room, pod)).toBeCloseTo(share)
  })
})
