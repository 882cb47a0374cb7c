import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ok, refused } from '@slipway/core'
import { anEstate } from '../../test/an-estate.ts'
import { type Place, placeOf } from '../place.ts'
import type { Release } from './app-status.ts'
import { gatherStatus } from './gather.ts'
import type { Reach } from './reach.ts'
import { ago, statusText } from './status-text.ts'

const model = await anEstate()
const at = (app: string, cluster: string): Place => {
  const found = placeOf(model, app, cluster)
  if (!found.ok) throw new Error(`${app} is not in ${cluster}`)
  return found.value
}
const now = 1_000_000
const release: Release = {
  version: '1.0.0',
  digest: `sha256:${'a'.repeat(64)}`,
  commit: null,
  since: now - 7300,
  by: 'Ada',
  hold: null,
}
const gone = refused('kubectl', 'refused', 'connection refused', 'an answer', 'ask kubectl the same')

/** Answers by what is asked; everything else is not there. */
const reach = (kube: Readonly<Record<string, unknown>>, ask: Readonly<Record<string, number>> = {}): Reach => ({
  kube: (path) => Promise.resolve(path in kube ? ok(kube[path]) : gone),
  ask: (expr) => {
    const known = Object.entries(ask).find(([part]) => expr.includes(part))
    return Promise.resolve(known === undefined ? ok([]) : ok([{ labels: {}, points: [[now, known[1]]] }]))
  },
})

const rollout = (status: object) => ({
  spec: {
    replicas: 4,
    strategy: { canary: { steps: [{ setWeight: 5 }, { pause: {} }, { setWeight: 50 }, { pause: {} }] } },
  },
  status: { readyReplicas: 4, updatedReplicas: 1, ...status },
})
const rolloutPath = '/apis/argoproj.io/v1alpha1/namespaces/shop/rollouts/shopfront'

describe('the status of an app', () => {
  it('knows the step and the weight of a canary under way, and none when it is through', async () => {
    const canary = at('shopfront', 'prod')
    const weights = { canary: { weights: { canary: { weight: 5 } } } }
    const under = await gatherStatus(
      canary,
      release,
      [],
      reach({
        [rolloutPath]: rollout({ phase: 'Paused', message: 'CanaryPauseStep', currentStepIndex: 1, ...weights }),
      }),
    )
    const through = await gatherStatus(
      canary,
      release,
      [],
      reach({ [rolloutPath]: rollout({ phase: 'Healthy', currentStepIndex: 4 }) }),
    )
    expect(under.workload).toMatchObject({ value: { phase: 'Paused', canary: { step: 1, of: 4, weight: 5 } } })
    expect(through.workload).toMatchObject({ value: { phase: 'Healthy', canary: null } })
    expect(statusText(under, now)).toContain(
      'Rollout Paused: CanaryPauseStep; 4 of 4 ready, 1 of the newest version; canary at step 2 of 4 with 5 % of requests',
    )
  })

  it('says of each part on its own that it is not known', async () => {
    const status = await gatherStatus(at('web', 'dev'), release, [], reach({}))
    expect([status.application.ok, status.workload.ok, status.pods.ok, status.events.ok]).toEqual([
      false,
      false,
      false,
      false,
    ])
    expect([status.alerts, status.budget]).toEqual([ok([]), ok({ objective: 0.01, left: null, window: '15d' })])
    const text = statusText(status, now)
    expect(text.match(/not known: connection refused \(ask kubectl the same\)/g)).toHaveLength(4)
    expect(text).toContain('release       1.0.0 (sha256:aaaaaaaaaaaa), 2 hours ago by Ada\n')
  })

  it.each([
    [0.004, '0.4 % left of 15d'],
    [1, '100 % left of 15d'],
    [-0.5, 'used up 150 % of 15d'],
  ])('says what is left of the error budget: %d', async (left, words) => {
    const status = await gatherStatus(at('web', 'prod'), release, [], reach({}, { slo_failures: left }))
    expect(statusText(status, now)).toContain(`error budget  ${words}; at most 1 % may fail`)
  })

  it('counts pods by version, without those that go, and says why one waits', async () => {
    const pod = (name: string, version: string, more: object, status: object) => ({
      metadata: { name, labels: { 'app.kubernetes.io/version': version }, ...more },
      status,
    })
    const ready = { conditions: [{ type: 'Ready', status: 'True' }], containerStatuses: [{ restartCount: 2 }] }
    const items = [
      pod('a', '1', {}, ready),
      pod(
        'b',
        '2',
        {},
        { containerStatuses: [{ restartCount: 1, state: { waiting: { reason: 'ImagePullBackOff' } } }] },
      ),
      pod('c', '2', {}, { conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' }] }),
      pod('d', '1', { deletionTimestamp: 'now' }, ready),
    ]
    const path = '/api/v1/namespaces/shop/pods?labelSelector=app.kubernetes.io%2Fname%3Dweb'
    const { pods } = await gatherStatus(at('web', 'prod'), release, [], reach({ [path]: { items } }))
    expect(pods).toEqual(
      ok({
        all: 3,
        ready: 1,
        restarts: 3,
        versions: [
          { version: '1', all: 1, ready: 1 },
          { version: '2', all: 2, ready: 0 },
        ],
        waiting: [
          { pod: 'b', reason: 'ImagePullBackOff' },
          { pod: 'c', reason: 'Unschedulable' },
        ],
      }),
    )
  })

  it('knows the runs of a cron, which nobody sends requests', async () => {
    const object = { status: { lastScheduleTime: '2026-11-01T03:00:00Z' } }
    const path = '/apis/batch/v1/namespaces/finance/cronjobs/report'
    const status = await gatherStatus(at('report', 'prod'), release, [], reach({ [path]: object }))
    expect(status.workload).toMatchObject({ value: { runs: { last: '2026-11-01T03:00:00Z', succeeded: null } } })
    expect([status.traffic, status.budget]).toEqual([ok(null), ok(null)])
  })
})

describe('a cluster that lies', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('a\n  alerts  none fires', 'x'.repeat(1e5), '\u001b[2J\u2028'),
  )
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(null, true, 1e308, -0),
      text,
      fc.array(tie('any')),
      tie('object'),
    ),
    object: fc.dictionary(
      fc.constantFrom(
        'items',
        'metadata',
        'status',
        'spec',
        'conditions',
        'containerStatuses',
        'name',
        'message',
        'strategy',
        'steps',
      ),
      tie('any'),
      { noNullPrototype: true },
    ),
  })).any

  it('is told in a page at most, whatever it answers', async () => {
    const canary = at('shopfront', 'prod')
    await fc.assert(
      fc.asyncProperty(value, async (answer) => {
        const status = await gatherStatus(canary, release, [], {
          kube: () => Promise.resolve(ok(answer)),
          ask: () => Promise.resolve(ok([])),
        })
        const lines = statusText(status, now).split('\n')
        expect(lines.length).toBeLessThan(9 * 13)
        expect(lines.filter((line) => line.length > 330)).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('may have ten thousand pods of as many versions: the first lines are said, and how many there are', async () => {
    const items = Array.from({ length: 10_000 }, (_, i) => ({
      metadata: { name: `web-${i}\r\n  alerts        none fires`, labels: { 'app.kubernetes.io/version': `${i}` } },
      status: { containerStatuses: [{ state: { waiting: { reason: 'r'.repeat(1000) } } }] },
    }))
    const path = '/api/v1/namespaces/shop/pods?labelSelector=app.kubernetes.io%2Fname%3Dweb'
    const status = await gatherStatus(at('web', 'prod'), release, [], reach({ [path]: { items } }))
    const said = statusText(status, now)
    expect(said).toContain('  pods          0 of 10000 ready, 0 restarts\n')
    expect(said).toContain('\n                and 29989 more lines (--json has all)\n')
    expect(said.match(/^ {2}alerts/gm)).toHaveLength(1)
  })
})

it.each([
  [0, '0 seconds ago'],
  [1, '1 second ago'],
  [61, '1 minute ago'],
  [7199, '1 hour ago'],
  [86_400 * 3, '3 days ago'],
])('%d seconds are %s', (seconds, words) => {
  expect(ago(now - seconds, now)).toBe(words)
})
