import { describe, expect, it } from 'vitest'
import type { ApplicationStatus } from '../../stage/application.ts'
import { Refusals, unsynced } from './effect-watch.ts'

const group = { application: 'effects-01' }
const foundWith = (status: ApplicationStatus) => ({
  applications: new Map([
    [
      'effects-01',
      [
        {
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'Application',
          metadata: { name: 'effects-01', namespace: 'argocd' },
          status,
        },
      ],
    ],
  ]),
})
const refusal = {
  kind: 'Secret',
  namespace: 'effect-001',
  name: 'web',
  status: 'SyncFailed',
  message: 'field is immutable',
}

describe('unsynced', () => {
  it.each([
    [
      'compared with an older commit',
      { sync: { revision: 'old', status: 'Synced' } },
      'effects-01 not compared with the commit',
    ],
    ['synced', { sync: { revision: 'new', status: 'Synced' } }, undefined],
    ['not begun', { sync: { revision: 'new', status: 'OutOfSync' } }, 'effects-01 OutOfSync, sync not begun: '],
    [
      'over, of an older commit',
      {
        sync: { revision: 'new', status: 'OutOfSync' },
        operationState: { phase: 'Failed', message: 'no', finishedAt: 'then', syncResult: { revision: 'old' } },
      },
      'effects-01 OutOfSync, sync Failed: no',
    ],
    [
      'failed',
      {
        sync: { revision: 'new', status: 'OutOfSync' },
        operationState: { phase: 'Failed', finishedAt: 'then', syncResult: { revision: 'new' } },
      },
      undefined,
    ],
    // How Argo CD 3.5 has it between two tries, and when the second one has begun: the phase is the same, the report is
    // not.
    [
      'waiting for its next try',
      {
        sync: { revision: 'new', status: 'OutOfSync' },
        operationState: {
          phase: 'Running',
          retryCount: 1,
          finishedAt: 'then',
          syncResult: { revision: 'new', resources: [refusal] },
        },
      },
      undefined,
    ],
    [
      'in its second try',
      {
        sync: { revision: 'new', status: 'OutOfSync' },
        operationState: {
          phase: 'Running',
          retryCount: 1,
          message: 'Retrying operation. Attempt #1',
          syncResult: { revision: 'new', resources: [] },
        },
      },
      'effects-01 OutOfSync, sync Running: Retrying operation. Attempt #1',
    ],
  ] satisfies [string, ApplicationStatus, string | undefined][])('%s', (_, status, why) => {
    expect(unsynced(group, foundWith(status), 'new', { has: () => true })).toBe(why)
  })

  it('waits for every object to be refused where a sync fails, but not for what is only kept', () => {
    const failed: ApplicationStatus = {
      sync: { revision: 'new', status: 'OutOfSync' },
      operationState: {
        phase: 'Running',
        retryCount: 1,
        message: 'no',
        finishedAt: 'then',
        syncResult: { revision: 'new', resources: [refusal] },
      },
      resources: [
        { ...refusal, status: 'OutOfSync' },
        { ...refusal, name: 'other', status: 'OutOfSync' },
        { ...refusal, name: 'kept', status: 'OutOfSync', requiresPruning: true },
      ],
    }
    const refusals = new Refusals('new')
    refusals.note(foundWith(failed))
    expect(unsynced(group, foundWith(failed), 'new', refusals)).toBe(
      'effects-01 neither has nor was refused Secret/effect-001/other: no',
    )
    refusals.note(
      foundWith({ operationState: { syncResult: { revision: 'new', resources: [{ ...refusal, name: 'other' }] } } }),
    )
    expect(unsynced(group, foundWith(failed), 'new', refusals)).toBeUndefined()
  })
})

describe('Refusals', () => {
  const place = {
    space: 'effect-001',
    subjects: [
      {
        ref: { apiVersion: 'v1', kind: 'Secret', namespace: 'effect-001', name: 'web' },
        before: undefined,
        after: undefined,
      },
    ],
  }

  it('keeps what a try said after the next one has begun', () => {
    const refusals = new Refusals('new')
    refusals.note(foundWith({ operationState: { syncResult: { revision: 'new', resources: [refusal] } } }))
    refusals.note(foundWith({ operationState: { phase: 'Running', retryCount: 1 } }))
    expect(refusals.of(place)).toBe('field is immutable')
  })

  it('says nothing of another commit', () => {
    const refusals = new Refusals('new')
    refusals.note(foundWith({ operationState: { syncResult: { revision: 'old', resources: [refusal] } } }))
    expect(refusals.of(place)).toBeUndefined()
  })
})
