import type { AppTrack, Commit, TimelineEvent, Measurement, Recording, Sample } from '../src/recording/recording.ts'

/** For tests: recordings as the scenarios make them, built by code. */
type Step = readonly [
  at: number,
  share: number | undefined,
  phase: string,
  health: Sample['health'],
  sync: Sample['sync'],
  stable: number,
  canary: number,
  missing?: number,
]

const samples = (steps: readonly Step[], of?: number): readonly Sample[] =>
  steps.map(([at, canaryShare, phase, health, sync, stable, canary, missing = 0], i) => ({
    at,
    sync,
    health,
    phase,
    ...(canaryShare === undefined ? {} : { canaryShare }),
    ...(of === undefined ? {} : { step: { index: Math.min(i, of), of } }),
    stable: { ready: stable, all: stable + (canaryShare === undefined ? missing : 0) },
    canary: { ready: canary, all: canary + (canaryShare === undefined ? 0 : missing) },
  }))

type Value = readonly [at: number, value: string, phase: Measurement['phase'], message?: string]

const measured = (run: string, metric: string, values: readonly Value[]): readonly Measurement[] =>
  values.map(([at, value, phase, message]) => ({
    at,
    run,
    metric,
    value,
    phase,
    ...(message === undefined ? {} : { message }),
  }))

const commit = (at: number, sha: string, subject: string, files: number): Commit => ({ at, sha, subject, files })

const event = (at: number, kind: TimelineEvent['kind'], text: string, app?: string): TimelineEvent => ({
  at,
  kind,
  text,
  ...(app === undefined ? {} : { app }),
})

const programs = [
  { name: 'argocd', version: 'v3.5.7' },
  { name: 'argo-rollouts', version: 'v1.10.2' },
  { name: 'kube-apiserver', version: 'v1.36.2' },
  { name: 'etcd', version: 'v3.7.1' },
  { name: 'kwok', version: 'v0.9.0' },
  { name: 'prometheus', version: 'v3.9.1' },
]
const standIns = [
  { of: 'nodes and kubelets', by: 'KWOK, which says of every pod that it runs' },
  { of: 'the platform’s Helm charts', by: 'their CRDs alone: charts cannot be reached offline' },
]

const base = {
  cluster: 'prod-eu',
  startedAt: '2026-11-20T09:41:07Z',
  setUpSeconds: 14.2,
  programs,
  standIns,
  shortened: ['catalog: hold 120 s -> 3 s', 'catalog: analysis interval 30 s -> 1 s'],
}

const catalogPromotes: AppTrack = {
  name: 'shop/catalog',
  samples: samples(
    [
      [0, 0, 'Healthy', 'Healthy', 'Synced', 4, 0],
      [2.4, 0, 'Healthy', 'Healthy', 'OutOfSync', 4, 0],
      [3.1, 0, 'Progressing: more replicas need to be updated', 'Progressing', 'Synced', 4, 0, 1],
      [4.2, 10, 'Paused: CanaryPauseStep', 'Suspended', 'Synced', 4, 1],
      [7.6, 50, 'Progressing: more replicas need to be updated', 'Progressing', 'Synced', 4, 1, 1],
      [8.3, 50, 'Paused: CanaryPauseStep', 'Suspended', 'Synced', 4, 2],
      [11.9, 100, 'Progressing: more replicas need to be updated', 'Progressing', 'Synced', 4, 2, 2],
      [12.8, 100, 'Paused: CanaryPauseStep', 'Suspended', 'Synced', 4, 4],
      [15.6, 0, 'Healthy', 'Healthy', 'Synced', 4, 0],
    ],
    6,
  ),
  measurements: [
    ...measured(
      'catalog-7c9',
      'errors',
      [4.9, 5.9, 6.9, 8.9, 9.9, 10.9, 13.2, 14.2].map((at, i) => [at, `[0.00${i}1]`, 'Successful']),
    ),
    ...measured('catalog-7c9', 'p95', [
      [4.9, '[0.181]', 'Successful'],
      [5.9, '[0.19]', 'Successful'],
      [6.9, '[]', 'Inconclusive'],
      [8.9, '[0.2]', 'Successful'],
      [9.9, '[0.199]', 'Successful'],
      [10.9, '[0.204]', 'Successful'],
      [13.2, '[0.2]', 'Successful'],
      [14.2, '[0.21]', 'Successful'],
    ]),
    ...measured('catalog-7c9', 'traffic', [
      [4.9, '[31.2]', 'Successful'],
      [9.9, '[152.6]', 'Successful'],
      [14.2, '[305]', 'Successful'],
    ]),
  ],
}

export const promotes: Recording = {
  ...base,
  scenario: 'canary-promotes',
  proves: 'A new version goes through the spec’s steps, is measured at each, and ends up serving everybody.',
  seconds: 18.4,
  verdict: 'passed',
  claims: [
    { at: 4.3, says: 'the canary gets 10 % first', ok: true, got: 'weights 90 and 10 in VirtualService catalog' },
    { at: 8.4, says: 'then 50 %', ok: true, got: 'weights 50 and 50' },
    { at: 12.9, says: 'then 100 %', ok: true, got: 'weights 0 and 100' },
    { at: 16.8, says: 'the app is Synced and Healthy at the end', ok: true, got: 'Synced, Healthy, image 31e3…948c' },
    { at: 18.4, says: 'Argo CD did not fight over the weights', ok: true, got: '1 sync, by the commit' },
  ],
  commits: [commit(1.1, '9d1c40fa8e21', 'release(catalog): 1.4.0 to 1.5.0 in prod-eu', 3)],
  apps: [catalogPromotes],
  events: [
    event(1.1, 'commit', '9d1c40f release(catalog): 1.4.0 to 1.5.0 in prod-eu (3 files)'),
    event(2.4, 'sync', 'OutOfSync', 'shop/catalog'),
    event(3.1, 'sync', 'Synced', 'shop/catalog'),
    event(4.2, 'share', 'canary at 10 %', 'shop/catalog'),
    event(7.6, 'share', 'canary at 50 %', 'shop/catalog'),
    event(6.9, 'analysis', 'p95 Inconclusive: no value', 'shop/catalog'),
    event(11.9, 'share', 'canary at 100 %', 'shop/catalog'),
    event(15.6, 'health', 'Healthy', 'shop/catalog'),
  ],
}

const ordersAborts: AppTrack = {
  name: 'shop/orders',
  samples: samples(
    [
      [0, 0, 'Healthy', 'Healthy', 'Synced', 6, 0],
      [2.2, 0, 'Progressing: more replicas need to be updated', 'Progressing', 'Synced', 6, 0, 1],
      [3.4, 10, 'Paused: CanaryPauseStep', 'Suspended', 'Synced', 6, 1],
      [6.8, 25, 'Progressing: more replicas need to be updated', 'Progressing', 'Synced', 6, 1, 1],
      [7.5, 25, 'Paused: CanaryPauseStep', 'Suspended', 'Synced', 6, 2],
      [
        10.3,
        0,
        'Degraded: RolloutAborted: metric "errors" assessed Failed due to failed (3) > failureLimit (2)',
        'Degraded',
        'Synced',
        6,
        2,
      ],
      [
        11.7,
        0,
        'Degraded: RolloutAborted: metric "errors" assessed Failed due to failed (3) > failureLimit (2)',
        'Degraded',
        'Synced',
        6,
        0,
      ],
      [18.9, 0, 'Healthy', 'Healthy', 'Synced', 6, 0],
    ],
    6,
  ),
  measurements: [
    ...measured('orders-5d4', 'errors', [
      [4.1, '[0.004]', 'Successful'],
      [5.1, '[0.0061]', 'Successful'],
      [8.1, '[0.0312]', 'Failed'],
      [9.1, '[0.0529]', 'Failed'],
      [10.1, '[0.0514]', 'Failed', 'failed (3) > failureLimit (2)'],
    ]),
    ...measured('orders-5d4', 'p95', [
      [4.1, '[0.12]', 'Successful'],
      [5.1, '[0.121]', 'Successful'],
      [8.1, '[0.18]', 'Successful'],
      [9.1, '[0.19]', 'Successful'],
      [10.1, 'dial tcp: connection refused', 'Error', 'connection refused'],
    ]),
  ],
}

export const aborts: Recording = {
  ...base,
  scenario: 'canary-aborts',
  proves: 'A version that breaks the SLO is taken back by itself, says why, and a git revert heals the app.',
  seconds: 21.5,
  verdict: 'failed',
  claims: [
    { at: 10.4, says: 'the canary is aborted', ok: true, got: 'RolloutAborted, 10.3 s after the commit' },
    { at: 10.5, says: 'all traffic is back on stable', ok: true, got: 'weights 100 and 0' },
    {
      at: 11.8,
      says: 'the app is Degraded, with a reason',
      ok: true,
      got: 'metric "errors" assessed Failed due to failed (3) > failureLimit (2)',
    },
    {
      at: 20.9,
      says: 'no bad pod is left 5 s after git revert',
      ok: false,
      got: '2 pods of orders-5d4 after 8 s; the likely cause: scaleDownDelaySeconds is longer than the revert took',
    },
  ],
  commits: [
    commit(0.9, '77aa01bc2d', 'release(orders): 3.0.0 in prod-eu', 3),
    commit(15.2, 'c04f19aa30', 'Revert "release(orders): 3.0.0 in prod-eu"', 3),
  ],
  apps: [ordersAborts],
  events: [
    event(0.9, 'commit', '77aa01b release(orders): 3.0.0 in prod-eu (3 files)'),
    event(3.4, 'share', 'canary at 10 %', 'shop/orders'),
    event(6.8, 'share', 'canary at 25 %', 'shop/orders'),
    event(8.1, 'analysis', 'errors Failed: 0.0312', 'shop/orders'),
    event(10.3, 'health', 'Degraded: metric "errors" assessed Failed', 'shop/orders'),
    event(10.3, 'share', 'canary at 0 %', 'shop/orders'),
    event(15.2, 'commit', 'c04f19a Revert "release(orders): 3.0.0 in prod-eu" (3 files)'),
    event(18.9, 'health', 'Healthy', 'shop/orders'),
  ],
}

const ready = (name: string, pods: number): AppTrack => ({
  name,
  samples: samples([[0, undefined, 'Healthy', 'Healthy', 'Synced', pods, 0]]),
  measurements: [],
})

export const drift: Recording = {
  ...base,
  scenario: 'drift',
  proves: 'What somebody changes in the cluster by hand is put back; what a controller owns is left alone.',
  seconds: 9.2,
  verdict: 'passed',
  shortened: [],
  claims: [
    { at: 5.3, says: 'the image is back within 5 s', ok: true, got: 'back after 2.9 s' },
    {
      at: 9.2,
      says: 'the autoscaler’s replicas are not fought over',
      ok: true,
      got: '5 replicas all the time, no sync',
    },
  ],
  commits: [],
  apps: [
    {
      name: 'ledger/ledger',
      measurements: [],
      samples: samples([
        [0, undefined, 'Available', 'Healthy', 'Synced', 3, 0],
        [2.2, undefined, 'Progressing', 'Progressing', 'OutOfSync', 3, 0, 1],
        [3.5, undefined, 'Progressing', 'Progressing', 'Synced', 2, 0, 2],
        [5.2, undefined, 'Available', 'Healthy', 'Synced', 3, 0],
        [7, undefined, 'Available', 'Healthy', 'Synced', 5, 0],
      ]),
    },
    ready('shop/storefront', 4),
    ready('shop/mail', 2),
  ],
  events: [
    event(2, 'hand', 'kubectl set image deployment/ledger app=evil', 'ledger/ledger'),
    event(3.5, 'sync', 'self-heal', 'ledger/ledger'),
    event(7, 'scale', '3 to 5 replicas, by the autoscaler', 'ledger/ledger'),
  ],
}

export const drains: Recording = {
  ...base,
  scenario: 'drain',
  proves: 'Nodes can be taken away one by one without an app falling below its budget.',
  seconds: 312,
  verdict: 'passed',
  shortened: [],
  claims: [{ at: 300, says: 'never fewer than 3 of 4 pods ready', ok: true, got: 'least 3, 9 nodes drained' }],
  commits: [],
  apps: [
    {
      name: 'shop/storefront',
      measurements: [],
      samples: samples(
        Array.from({ length: 9 }, (_, i): readonly Step[] => [
          [i * 33, undefined, 'Available', 'Healthy', 'Synced', 4, 0],
          [i * 33 + 8, undefined, 'Progressing', 'Progressing', 'Synced', 3, 0, 1],
          [i * 33 + 14 + i, undefined, 'Available', 'Healthy', 'Synced', 4, 0],
        ]).flat(),
      ),
    },
  ],
  events: Array.from({ length: 9 }, (_, i) => event(i * 33 + 7, 'node', `node prod-eu-spot-${i + 1} drained`)),
}

export const sampleRecordings: readonly Recording[] = [promotes, aborts, drift, drains]
