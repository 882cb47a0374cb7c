import { describe, expect, it } from 'vitest'
import type { Kube, KubeEvent, Live } from '../cluster/kube.ts'
import { startRecorder } from './recorder.ts'

/** Watches that the test itself fills. */
function stageOf() {
  const tells = new Map<string, (event: KubeEvent) => void>()
  let open = 0
  const kube = {
    watch: ({ kind }: { kind: string }, tell: (event: KubeEvent) => void) => {
      tells.set(kind, tell)
      open += 1
      return () => (open -= 1)
    },
  } as unknown as Kube
  const said: string[] = []
  const recorder = startRecorder(kube, ({ kind, text, app }) =>
    said.push(`${kind}: ${text}${app === undefined ? '' : ` (${app})`}`),
  )
  const see = (object: object, type: KubeEvent['type'] = 'MODIFIED') =>
    tells.get((object as Live).kind)?.({ type, object: object as Live })
  return { recorder, said, see, open: () => open }
}

const application = (sync: string, health: string, path = 'clusters/dev/shop/catalog') => ({
  kind: 'Application',
  metadata: { name: 'shop-catalog' },
  spec: { destination: { namespace: 'shop' }, source: { path } },
  status: { sync: { status: sync }, health: { status: health } },
})
const rollout = (weight: number, status: object = {}) => ({
  kind: 'Rollout',
  metadata: { name: 'catalog', namespace: 'shop', uid: 'r' },
  spec: { strategy: { canary: { steps: [{}, {}, {}] } } },
  status: {
    phase: 'Progressing',
    stableRS: 'old',
    currentStepIndex: 1,
    canary: { weights: { canary: { weight } } },
    ...status,
  },
})
const replicaSet = (hash: string, readyReplicas: number, replicas: number) => ({
  kind: 'ReplicaSet',
  metadata: {
    name: `catalog-${hash}`,
    namespace: 'shop',
    uid: hash,
    labels: { 'rollouts-pod-template-hash': hash },
    ownerReferences: [{ kind: 'Rollout', name: 'catalog', uid: 'r' }],
  },
  status: { readyReplicas, replicas },
})

describe('record', () => {
  it('keeps what changed and nothing twice', () => {
    const { said, see } = stageOf()
    see(application('OutOfSync', 'Missing'))
    see(application('OutOfSync', 'Missing'))
    see(application('Synced', 'Healthy'))
    expect(said).toEqual([
      'sync: OutOfSync (shop/catalog)',
      'health: Missing (shop/catalog)',
      'sync: Synced (shop/catalog)',
      'health: Healthy (shop/catalog)',
    ])
  })

  it('tells pods of the version that has finished from those of the one on its way, and the share', () => {
    const { recorder, see } = stageOf()
    see(rollout(25))
    see(replicaSet('old', 3, 3))
    see(replicaSet('new', 1, 2))
    const last = recorder
      .apps()
      .find(({ name }) => name === 'shop/catalog')
      ?.samples.at(-1)
    expect(last).toMatchObject({
      canaryShare: 25,
      step: { index: 1, of: 3 },
      stable: { ready: 3, all: 3 },
      canary: { ready: 1, all: 2 },
    })
  })

  it('a Deployment that goes when a Rollout of its name has come takes nothing along', () => {
    const { recorder, see } = stageOf()
    const deployment = {
      kind: 'Deployment',
      metadata: { name: 'catalog', namespace: 'shop', uid: 'd' },
      status: { readyReplicas: 2, replicas: 2 },
    }
    see(deployment)
    see(rollout(0))
    see(replicaSet('old', 2, 2))
    see(deployment, 'DELETED')
    expect(
      recorder
        .apps()
        .find(({ name }) => name === 'shop/catalog')
        ?.samples.at(-1),
    ).toMatchObject({ stable: { ready: 2, all: 2 } })
  })

  it('says which measurement failed and why, each once', () => {
    const { said, see } = stageOf()
    const run = {
      kind: 'AnalysisRun',
      metadata: { name: 'run-1', namespace: 'shop', ownerReferences: [{ name: 'catalog' }] },
      status: {
        metricResults: [
          {
            name: 'errors',
            measurements: [
              { phase: 'Successful', value: '[0]', startedAt: '1', finishedAt: '2' },
              { phase: 'Failed', value: '[0.4]', startedAt: '3', finishedAt: '4' },
              { phase: 'Running', startedAt: '5' },
            ],
          },
        ],
      },
    }
    see(run)
    see(run)
    expect(said).toEqual(['analysis: errors failed: [0.4] (shop/catalog)'])
  })

  it('names a commit by its first eight letters, and what is no app by nothing', () => {
    const { recorder, said, see } = stageOf()
    recorder.committed({ sha: '0123456789abcdef', subject: 'release', files: 3 })
    see(application('OutOfSync', 'Missing', 'argocd/dev'))
    expect(said).toEqual(['commit: 01234567 release (3 files)'])
    expect(recorder.commits).toMatchObject([{ sha: '0123456789abcdef', files: 3 }])
  })

  it('closes every watch', () => {
    const { recorder, open } = stageOf()
    expect(open()).toBeGreaterThan(0)
    recorder.stop()
    expect(open()).toBe(0)
  })
})
