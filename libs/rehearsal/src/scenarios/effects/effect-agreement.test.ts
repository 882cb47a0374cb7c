import type { EffectKind } from '@slipway/review'
import { describe, expect, it } from 'vitest'
import { disagreements, hidden } from './effect-agreement.ts'
import type { Fate, PodFate, Seen } from './effect-seen.ts'

interface Look {
  readonly kind?: string
  readonly fate?: Fate
  readonly pods?: PodFate
  readonly refused?: string
  readonly endpoints?: 'same' | 'changed'
  readonly is?: number
  readonly expected?: 'same' | 'went'
  readonly child?: Fate
}
const seen = ({
  kind = 'Deployment',
  fate = 'changed',
  pods = 'same',
  refused,
  endpoints = 'same',
  is = 1,
  expected,
  child = 'same',
}: Look): Seen => ({
  refused,
  fates: [
    { name: `${kind} web`, kind, custom: kind === 'Rollout', fate, at: '' },
    ...(expected === undefined
      ? []
      : [{ name: 'child', kind: 'ConfigMap', custom: false, fate: child, at: '', expected }]),
  ],
  pods: { fate: pods, was: 1, is },
  endpoints,
})
const said = (effects: string) => new Set(effects.split(' ').filter((each) => each !== '') as EffectKind[])

describe('disagreements', () => {
  it.each<readonly [string, Look]>([
    ['', { fate: 'same' }],
    ['nothing', { fate: 'same' }],
    ['nothing', { kind: 'Rollout', fate: 'changed' }],
    ['metadata', { fate: 'metadata' }],
    ['later', {}],
    ['restart nodes', { pods: 'replaced' }],
    ['canary', { kind: 'Rollout', pods: 'canary' }],
    ['scale', { pods: 'more' }],
    ['scale', { kind: 'PersistentVolumeClaim' }],
    ['scale restart', { pods: 'replaced', is: 2 }],
    ['refused', { fate: 'same', refused: 'immutable' }],
    ['recreate', { fate: 'anew', pods: 'replaced' }],
    ['delete', { fate: 'went', pods: 'fewer' }],
    ['kept', { fate: 'kept' }],
    ['run', { fate: 'anew' }],
    ['run', { fate: 'came' }],
    ['delete', { kind: 'Application', fate: 'went', expected: 'went', child: 'went' }],
    ['delete', { kind: 'Application', fate: 'went', expected: 'same', child: 'same' }],
    ['create', { fate: 'came', pods: 'more' }],
    ['traffic', { kind: 'Service', endpoints: 'changed' }],
  ])('none when review says "%s" and that is seen', (effects, look) => {
    expect(disagreements(said(effects), seen(look))).toEqual([])
  })

  it.each<readonly [string, Look, RegExp]>([
    ['', {}, /an object is another/],
    ['nothing', { fate: 'same', pods: 'replaced' }, /the pods are not/],
    ['metadata', {}, /more or less than metadata/],
    ['metadata', { fate: 'metadata', pods: 'replaced' }, /the pods are not/],
    ['later', { fate: 'same' }, /no object changed at all/],
    ['later', { pods: 'replaced' }, /the pods are not/],
    ['later', { fate: 'same', refused: 'immutable' }, /refused it/],
    ['restart', {}, /the pods are the same/],
    ['restart', { pods: 'canary' }, /the pods are not/],
    ['canary', { pods: 'replaced' }, /the pods are not/],
    ['scale', {}, /the pods are the same/],
    ['scale restart', { pods: 'replaced' }, /as many pods as before/],
    ['refused', {}, /nothing was refused.*an object is another/],
    ['refused', { fate: 'same', pods: 'replaced', refused: 'immutable' }, /the pods are not/],
    ['recreate', {}, /nothing was made anew/],
    ['restart', { fate: 'anew', pods: 'replaced' }, /deleted and made anew/],
    ['delete', { fate: 'kept' }, /nothing is gone.*something stays/],
    ['kept', { fate: 'went' }, /something is gone.*nothing was kept/],
    ['create', { fate: 'missing' }, /it never came/],
    ['run', { fate: 'changed' }, /did not run again/],
    ['delete', { kind: 'Application', fate: 'went', expected: 'went' }, /of the Application stays/],
    ['delete', { kind: 'Application', fate: 'went', expected: 'same', child: 'went' }, /of the Application is gone/],
    ['delete', { kind: 'Application', fate: 'went', expected: 'same', child: 'missing' }, /of the Application is gone/],
    ['traffic', { kind: 'Service' }, /behind it nothing changed/],
    ['later', { kind: 'Service', endpoints: 'changed' }, /other pods or ports/],
  ])('review says "%s" and something else is seen', (effects, look, words) => {
    expect(disagreements(said(effects), seen(look)).join(', ')).toMatch(words)
  })
})

describe('hidden', () => {
  it.each<readonly [string, Look, string | undefined]>([
    ['traffic', { kind: 'VirtualService' }, 'in Envoy'],
    ['scale', { kind: 'ScaledObject' }, 'in KEDA'],
    ['security', { kind: 'Role' }, 'when somebody asks for it'],
    ['restart security', { pods: 'replaced' }, undefined],
    ['traffic', { kind: 'Service', endpoints: 'changed' }, undefined],
    ['later', {}, undefined],
    ['', {}, undefined],
  ])('of "%s" with %o is %s', (effects, look, where) => {
    expect(hidden(said(effects), seen(look))).toBe(where)
  })

  it('is a later time where no pod could have restarted', () => {
    expect(hidden(said('later'), { ...seen({}), pods: { fate: 'same', was: 0, is: 0 } })).toBeDefined()
  })
})
