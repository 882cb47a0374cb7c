import { describe, expect, it } from 'vitest'
import type { Spec, Status } from '../../cluster/fields.ts'
import type { Live } from '../../cluster/kube.ts'
import { because, differences, whyFought, whyFrozen, whyNotHealed } from './causes.ts'
import { words } from '../../recording/words.ts'

const application = (spec: Spec, status: Status = {}): Live => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: 'shop-web' },
  spec,
  status,
})

describe('causes', () => {
  it.each([
    [
      'kept out by an option',
      application({ syncPolicy: { syncOptions: ['RespectIgnoreDifferences=true'] } }),
      /RespectIgnoreDifferences=true writes the whole live list/,
    ],
    [
      'kept out by a sync',
      application({}, { operationState: { phase: 'Running', message: 'waiting for healthy state of Rollout/web' } }),
      /still going on: waiting for healthy state/,
    ],
    [
      'nothing known',
      application(
        { syncPolicy: { syncOptions: ['ApplyOutOfSyncOnly=true'] } },
        { operationState: { phase: 'Succeeded' } },
      ),
      /^$/,
    ],
    ['no Application', undefined, /^$/],
  ])('whyFrozen: %s', (_, found, says) => expect(words(whyFrozen(found)).text).toMatch(says))

  it.each([
    ['weights ignored', [{ kind: 'VirtualService', jqPathExpressions: ['.spec.http[]?.route[]?.weight'] }], ''],
    ["only another kind's", [{ kind: 'Gateway', jqPathExpressions: ['.spec.weight'] }], 'not in its ignoreDifferences'],
    ['none', undefined, 'not in its ignoreDifferences'],
  ])('whyFought: %s', (_, ignoreDifferences, says) => {
    const said = words(whyFought(application(ignoreDifferences === undefined ? {} : { ignoreDifferences }))).text
    expect(said === '').toBe(says === '')
    expect(said).toContain(says)
  })

  it.each([
    [{ automated: { selfHeal: true } }, ''],
    [{ automated: { selfHeal: false } }, 'selfHeal is off in its syncPolicy'],
    [{ automated: {} }, 'selfHeal is off in its syncPolicy'],
    [{}, 'it has no automated sync'],
  ])('whyNotHealed: %o', (syncPolicy, says) => expect(words(whyNotHealed(application({ syncPolicy }))).text).toBe(says))

  it('names what is different, and what git has no longer', () => {
    const resources = [
      { kind: 'Service', name: 'web', status: 'OutOfSync' },
      { kind: 'Rollout', name: 'web', status: 'Synced' },
      { kind: 'ConfigMap', name: 'web-1', status: 'OutOfSync', requiresPruning: true },
    ]
    expect(differences(application({}, { resources })).text).toBe(
      'Service web; ConfigMap web-1, which is no longer in git',
    )
    expect(differences(undefined).text).toBe('no difference')
  })

  it('leaves out a cause that is not known', () => {
    expect(words(because('it is so', '')).text).toBe('it is so')
    expect(words(because('it is so', 'of this')).text).toBe('it is so; the cause: of this')
  })
})
