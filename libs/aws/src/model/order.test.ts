import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dependencies, inOrder } from './order.ts'
import { resource, stack, stackId, type AwsStack } from './stack.ts'
import { arn, join, parameter, type Value } from './value.ts'

const of = (name: string, more: Partial<AwsStack> & { reads?: Value; writes?: string } = {}): AwsStack =>
  stack({
    account: '111122223333',
    region: 'eu-west-1',
    clusters: 'all',
    name,
    source: 'fleet/fleet.ts',
    description: name,
    resources: {
      ...(more.writes === undefined ? {} : { P: resource('AWS::SSM::Parameter', { Name: more.writes, Value: 'x' }) }),
      ...(more.reads === undefined ? {} : { Q: resource('AWS::SQS::Queue', { QueueName: more.reads }) }),
    },
    ...more,
  })
const id = (name: string) => `111122223333/eu-west-1/${name}`
const names = (stacks: readonly AwsStack[]) => inOrder(stacks).map(({ name }) => name)

describe('the order of stacks', () => {
  it('puts first whoever writes a parameter, at any depth, in the same account and region alone', () => {
    const nodes = of('a-nodes', { reads: [join('x', parameter('/subnets/a')), arn('iam::1:role/x')] })
    expect(names([nodes, of('vpc', { writes: '/subnets/a' })])).toEqual(['vpc', 'a-nodes'])
    expect(dependencies([nodes, of('vpc', { writes: '/subnets/a', region: 'us-east-1' })]).get(id('a-nodes'))).toEqual(
      [],
    )
  })

  it('keeps what is in no stack, and no stack waits for itself', () => {
    const own = of('own', { reads: parameter('/own'), writes: '/own', after: [id('elsewhere')] })
    expect(dependencies([own]).get(id('own'))).toEqual([id('elsewhere')])
    expect(names([own])).toEqual(['own'])
  })

  it('names a circle', () => {
    expect(() => inOrder([of('a', { after: [id('b')] }), of('b', { after: [id('a')] })])).toThrow(
      `stacks wait for each other: ${id('a')} -> ${id('b')} -> ${id('a')}`,
    )
  })

  it('has each stack once, after all that it waits for, however they are given', () => {
    const graph = fc.array(fc.array(fc.nat(20), { maxLength: 4 }), { maxLength: 12 })
    fc.assert(
      fc.property(graph, fc.nat(100), (edges, seed) => {
        const stacks = edges.map((to, i) => of(`s${i}`, { after: to.filter((n) => n < i).map((n) => id(`s${n}`)) }))
        const given = stacks.toSorted((a, b) => ((a.name.length * seed) % 7) - ((b.name.length * seed) % 7))
        const made = inOrder(given).map(stackId)
        expect([...made].sort()).toEqual(stacks.map(stackId).sort())
        for (const s of stacks)
          for (const before of s.after) expect(made.indexOf(before)).toBeLessThan(made.indexOf(stackId(s)))
      }),
      { numRuns: 100 },
    )
  })
})
