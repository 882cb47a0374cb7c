import { compareBy } from '@slipway/core'
import { stackId, type AwsResource, type AwsStack } from './stack.ts'
import { parametersIn } from './value.ts'

/** Parameters and clusters belong to an account and a region. */
const scoped = ({ account, region }: AwsStack, name: string): string => `${account}/${region ?? ''}:${name}`

const textsOf = ({ resources }: AwsStack, property: string, type?: string): readonly string[] =>
  Object.values(resources).flatMap((one) => {
    const value = one.properties[property]
    return (type === undefined || one.type === type) && typeof value === 'string' ? [value] : []
  })

/**
 * By stack id, the ids of the stacks that have to be there before it: those it names, those that write a parameter that
 * it reads, and that of the EKS cluster that it names. Ids of `after` that are in no stack are kept: they are what
 * somebody else makes.
 */
export function dependencies(stacks: readonly AwsStack[]): ReadonlyMap<string, readonly string[]> {
  const makers = (type: AwsResource['type']): ReadonlyMap<string, string> =>
    new Map(stacks.flatMap((s) => textsOf(s, 'Name', type).map((name) => [scoped(s, name), stackId(s)])))
  const [writers, clusters] = [makers('AWS::SSM::Parameter'), makers('AWS::EKS::Cluster')]
  return new Map(
    stacks.map((s) => {
      const read = Object.values(s.resources)
        .flatMap(({ properties }) => parametersIn(properties))
        .flatMap((name) => writers.get(scoped(s, name)) ?? [])
      const named = textsOf(s, 'ClusterName').flatMap((name) => clusters.get(scoped(s, name)) ?? [])
      return [stackId(s), [...new Set([...s.after, ...read, ...named])].filter((id) => id !== stackId(s)).sort()]
    }),
  )
}

/**
 * In the order in which they are made; the reverse is the order in which they are deleted. Stacks that do not wait for
 * each other are in the order of their ids.
 * @throws RangeError for a circle, with its ids: the generator made it
 */
export function inOrder(stacks: readonly AwsStack[]): readonly AwsStack[] {
  const needed = dependencies(stacks)
  const byId = new Map(stacks.map((s) => [stackId(s), s]))
  const done = new Map<string, AwsStack>()
  const visit = (id: string, way: readonly string[]): void => {
    const found = byId.get(id)
    if (found === undefined || done.has(id)) return
    if (way.includes(id)) throw new RangeError(`stacks wait for each other: ${[...way, id].join(' -> ')}`)
    for (const other of needed.get(id) ?? []) visit(other, [...way, id])
    done.set(id, found)
  }
  for (const id of [...byId.keys()].sort(compareBy((one) => one))) visit(id, [])
  return [...done.values()]
}
