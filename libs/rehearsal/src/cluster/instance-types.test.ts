import { expect, test } from 'vitest'
import { instanceTypes } from './instance-types.ts'

interface Type {
  readonly name: string
  readonly architecture: string
  readonly resources: Readonly<Record<string, string>>
  readonly offerings: readonly {
    readonly Price: number
    readonly Requirements: readonly { readonly key: string; readonly values: readonly string[] }[]
  }[]
}

const pool = (name: string, families: readonly string[]) => ({
  name,
  capacity: 'spot' as const,
  families,
  cpu: 64,
  memory: '256Gi',
})
const types = instanceTypes({
  zones: ['eu-west-1a', 'eu-west-1b'],
  nodes: { pools: [pool('one', ['m7i', 'c7g']), pool('two', ['m7i', 'r7i'])] },
} as unknown as Parameters<typeof instanceTypes>[0]) as readonly Type[]
const capacities = (name: string, there: Parameters<typeof instanceTypes>[1]) =>
  (
    instanceTypes(
      {
        zones: ['eu-west-1a', 'eu-west-1b'],
        nodes: { pools: [pool('one', ['m7i'])] },
      } as unknown as Parameters<typeof instanceTypes>[0],
      there,
    ) as readonly Type[]
  )
    .find((type) => type.name === name)
    ?.offerings.map(({ Requirements }) =>
      Object.fromEntries(Requirements.map(({ key, values }) => [key, values[0]])),
    ) ?? []
const named = (name: string) => types.find((type) => type.name === name)

test('each family of the pools once, in each size', () => {
  expect(
    types.map(({ name }) => name.split('.')[0]).filter((family, index, all) => all.indexOf(family) === index),
  ).toEqual(['m7i', 'c7g', 'r7i'])
  expect(new Set(types.map(({ name }) => name)).size).toBe(types.length)
})

test.each([
  ['m7i.large', 'amd64', '2', '8Gi'],
  ['c7g.2xlarge', 'arm64', '8', '16Gi'],
  ['r7i.xlarge', 'amd64', '4', '32Gi'],
])('%s', (name, architecture, cpu, memory) => {
  expect(named(name)).toMatchObject({ architecture, resources: { cpu, memory } })
})

test("each zone has it on demand and, for less, as spot, and says the family under AWS's label", () => {
  const offerings = (named('m7i.large')?.offerings ?? []).map(({ Price, Requirements }) => ({
    Price,
    ...(Object.fromEntries(Requirements.map(({ key, values }) => [key, values[0]])) as Record<string, string>),
  }))
  expect(offerings).toHaveLength(4)
  expect(
    offerings.every(
      (each) => 'karpenter.k8s.aws/instance-family' in each && each['karpenter.k8s.aws/instance-family'] === 'm7i',
    ),
  ).toBe(true)
  const price = (capacity: string) =>
    offerings
      .filter((each) => (each as Record<string, unknown>)['karpenter.sh/capacity-type'] === capacity)
      .map(({ Price }) => Price)
  expect(Math.max(...price('spot'))).toBeLessThan(Math.min(...price('on-demand')))
})

test('no two machines cost the same, so the cheapest is one', () => {
  const prices = types.map(({ offerings }) => offerings[0]?.Price)
  expect(new Set(prices).size).toBe(types.length)
})

test('what cannot be had is of no capacity that a pool asks for, and its zone stays known', () => {
  const offerings = capacities('m7i.large', ({ zone }) => zone !== 'eu-west-1b')
  const inZone = (zone: string) =>
    offerings
      .filter((each) => each['topology.kubernetes.io/zone'] === zone)
      .map((each) => each['karpenter.sh/capacity-type'])
  expect(inZone('eu-west-1a').sort()).toEqual(['on-demand', 'spot'])
  expect(inZone('eu-west-1b')).toHaveLength(2)
  expect(inZone('eu-west-1b')).not.toContain('spot')
  expect(inZone('eu-west-1b')).not.toContain('on-demand')
})
