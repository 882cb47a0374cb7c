import { breaches, type Constraint } from '@slipway/kube'
import { describe, expect, it } from 'vitest'
import { closed, closedInTree, type Fields, plain } from './closed.ts'
import { fence, type FencePart } from './fence.ts'
import { teamKinds } from './kinds.ts'

const fields: Fields = { ...plain('a', 'b'), list: [{ ...plain('c'), one: plain('d') }] }
const spec = { a: { x: 1 }, b: 1, list: [{ c: 1, one: { d: 1, e: 1 } }, { f: 1 }], g: 1 }
const told = (all: readonly Constraint[], given: readonly string[] = []) =>
  all.flatMap((one) => breaches(one, { spec }, '', { team: 'shop', lists: { fields: given } }).map(({ at }) => at))

describe('a kind that is closed', () => {
  it('has no field that is not listed, at any depth', () => {
    expect(told(closed('Job', fields))).toEqual(['spec.g', 'spec.list[1].f', 'spec.list[0].one.e'])
  })

  it('has those that the fleet opens, without the members of lists, and of no other kind', () => {
    const given = ['Job.spec.g', 'Job.spec.list.f', 'CronJob.spec.list.one.e']
    expect(told(closed('Job', fields), given)).toEqual(['spec.list[0].one.e'])
  })

  it('says which fields there are, and how another is opened', () => {
    const [, , inner] = closed('Job', fields)
    expect([inner?.want, inner?.hint]).toEqual([
      'no other field than d: what nobody has judged is closed',
      'take it out, or add "Job.spec.list.one.<field>" to teams.<team>.may.fields in fleet/fleet.ts',
    ])
  })

  it('is so in the tree alone, where the API server fills in defaults', () => {
    const all = closedInTree('Job', { kinds: ['Job'], of: 'object' }, fields)
    expect(all.every(({ inTreeOnly }) => inTreeOnly)).toBe(true)
    expect(told(all)).toEqual(told(closed('Job', fields)))
  })
})

describe('what a team may write', () => {
  /** They have no spec, or are refused as a whole. */
  const withoutSpec = ['ConfigMap', 'ServiceAccount', 'ControllerRevision']

  it.each(teamKinds.map(({ kind }) => kind).filter((kind) => !withoutSpec.includes(kind)))('is closed: %s', (kind) => {
    const own = kind === 'Pod' ? 'template' : 'object'
    const all = Object.values<FencePart>(fence).flatMap(({ constraints }) => constraints)
    const closing = all.filter(
      ({ kinds, of, path, test }) =>
        kinds.includes(kind) && of === own && path.join('.') === 'spec' && test.is === 'keys',
    )
    expect(closing).toHaveLength(1)
  })
})
