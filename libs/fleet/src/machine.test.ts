import { describe, expect, it } from 'vitest'
import { architectureOf, knownFamily, machineNamed, machinesOf } from './machine.ts'

const gibi = 2 ** 30

describe('machines', () => {
  // Rows of https://aws.amazon.com/ec2/instance-types/ and of eni-max-pods.txt.
  it.each<[string, number, number, number, string]>([
    ['m7i.large', 2, 8, 29, 'amd64'],
    ['m5.4xlarge', 16, 64, 234, 'amd64'],
    ['c7i.xlarge', 4, 8, 58, 'amd64'],
    ['r7i.2xlarge', 8, 64, 58, 'amd64'],
    ['m7g.medium', 1, 4, 8, 'arm64'],
    ['t3.medium', 2, 4, 17, 'amd64'],
    ['t3.large', 2, 8, 35, 'amd64'],
    ['t4g.xlarge', 4, 16, 58, 'arm64'],
    ['g6.xlarge', 4, 16, 58, 'amd64'],
  ])('%s', (name, vcpus, gib, pods, architecture) => {
    expect(machineNamed(name)).toMatchObject({ name, cpu: vcpus * 1000, memory: gib * gibi, pods, architecture })
  })

  it.each(['m7i', 'm7i.metal', 'constructor.large', 'p5en.48xlarge', ''])(
    '%s is none that we can count with',
    (name) => {
      expect(machineNamed(name)).toBeUndefined()
    },
  )

  it.each([
    ['g6.xlarge', 1],
    ['g6.12xlarge', 4],
    ['g5.16xlarge', 1],
    ['g5.24xlarge', 4],
    ['m7i.24xlarge', 0],
  ])('%s has %i GPUs', (name, gpu) => expect(machineNamed(name)?.gpu).toBe(gpu))

  it('has the sizes that are asked for', () => {
    expect(machinesOf(['m7i', 'nobody', 'c7i'], ['xlarge', 'large']).map((m) => m.name)).toEqual([
      'm7i.large',
      'm7i.xlarge',
      'c7i.large',
      'c7i.xlarge',
    ])
  })

  it('knows the processor of every family: the ones with a g are arm64', () => {
    const named = [...'tmcrg'].flatMap((kind) =>
      [...'345678'].flatMap((age) => ['', 'i', 'a', 'g'].map((of) => kind + age + of)),
    )
    const known = named.filter(knownFamily)
    expect(known.length).toBeGreaterThan(25)
    for (const family of known) expect(architectureOf(family), family).toBe(/\dg$/.test(family) ? 'arm64' : 'amd64')
    expect(knownFamily('toString')).toBe(false)
  })
})
