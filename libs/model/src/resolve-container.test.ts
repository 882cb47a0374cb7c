import { describe, expect, it } from 'vitest'
import { http } from '../test/sample-estate.ts'
import { resolveContainer, resolveSidecars } from './resolve-container.ts'

describe('a container', () => {
  it('is limited to the memory that it asks for, and its cpu is not limited', () => {
    expect(resolveContainer(http, [], 1)).toMatchObject({
      command: null,
      args: null,
      requests: { cpu: 100, memory: 128 * 2 ** 20 },
      limits: { cpu: null, memory: 128 * 2 ** 20 },
      gpu: 0,
      userReason: null,
    })
    expect(resolveContainer({ ...http, limits: { memory: '1Gi' } }, [], 1).limits).toMatchObject({
      cpu: null,
      memory: 2 ** 30,
    })
  })

  it('has its own numbers in base units', () => {
    const own = { cpu: '1.5', memory: '2Gi', disk: '1Gi', limits: { cpu: '2' }, gpu: 1 }
    const user = { id: 0, reason: ' its base image has no other ' }
    expect(resolveContainer({ ...http, ...own, user }, [], 1)).toMatchObject({
      requests: { cpu: 1500, memory: 2 ** 31, disk: 2 ** 30 },
      limits: { cpu: 2000, memory: 2 ** 31, disk: 2 ** 30 },
      gpu: 1,
      user: 0,
      userReason: 'its base image has no other',
    })
  })
})

describe('a sidecar', () => {
  it('is complete, its variables sorted', () => {
    const image = `acme/log@sha256:${'b'.repeat(64)}`
    const given = { name: 'log', image, args: ['--to', 'stdout'], cpu: '10m', memory: '32Mi', env: { B: '1', A: '2' } }
    expect(resolveSidecars({ ...http, sidecars: [given] })).toEqual([
      {
        name: 'log',
        image,
        command: null,
        args: ['--to', 'stdout'],
        port: null,
        ready: null,
        env: [
          { name: 'A', value: '2' },
          { name: 'B', value: '1' },
        ],
        cpu: 10,
        memory: 32 * 2 ** 20,
      },
    ])
  })
})
