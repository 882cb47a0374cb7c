import { describe, expect, it } from 'vitest'
import type { Spec } from '../../cluster/fields.ts'
import { words } from '../../recording/words.ts'
import { clustersOf, createdNamespaces, madeBy, refusals } from './admission.ts'

const file = 'clusters/dev/shop/ledger/statefulset-ledger.yaml'
const workload = (kind: string, spec: object) => ({
  file,
  object: { apiVersion: 'apps/v1', kind, metadata: { name: 'ledger', namespace: 'shop' }, spec: { ...spec } },
})
const template = { metadata: { name: '', labels: { a: 'b' } }, spec: { containers: [{ name: 'app' }] } }

describe('madeBy', () => {
  it.each<[string, object]>([
    ['Rollout', { template }],
    ['Deployment', { template }],
    ['CronJob', { jobTemplate: { spec: { template } } }],
  ])('%s: a pod in its namespace', (kind, spec) => {
    expect(madeBy(workload(kind, spec))).toEqual([
      {
        file,
        object: {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'ledger-0', namespace: 'shop', labels: { a: 'b' } },
          spec: template.spec,
        },
      },
    ])
  })

  it('StatefulSet: its volumes and their claims, too', () => {
    const made = madeBy(
      workload('StatefulSet', {
        template,
        volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { storageClassName: 'gp3' } }],
      }),
    )
    expect(made.map(({ object }) => `${object.kind} ${object.metadata.name}`)).toEqual([
      'Pod ledger-0',
      'PersistentVolumeClaim data-ledger-0',
    ])
    expect(made[0]?.object.spec).toMatchObject({
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data-ledger-0' } }],
    })
    expect(made[1]?.object.spec).toEqual({ storageClassName: 'gp3' })
  })

  it.each<[string, object]>([
    ['ApplicationSet', { template: { spec: { project: 'shop' } } }],
    ['Service', {}],
    ['NodePool', { template: { spec: { taints: [] } } }],
  ])('%s: nothing', (kind, spec) => expect(madeBy(workload(kind, spec))).toEqual([]))
})

describe('createdNamespaces', () => {
  const application = (spec: Spec) => ({
    file: 'a',
    object: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { name: 'a' }, spec },
  })
  it('are those that Argo CD is told to create, with the labels that it gives them', () => {
    const syncPolicy = {
      syncOptions: ['CreateNamespace=true'],
      managedNamespaceMetadata: { labels: { level: 'baseline' } },
    }
    const made = createdNamespaces([
      application({ destination: { namespace: 'keda' }, syncPolicy }),
      application({ destination: { namespace: 'shop' } }),
    ])
    expect(made.map(({ object }) => object.metadata)).toEqual([{ name: 'keda', labels: { level: 'baseline' } }])
  })
})

describe('refusals', () => {
  it("names the file and the server's words, and the kind where the file does not say it; the first three", () => {
    const filed = workload('StatefulSet', {})
    const one = { ...filed, message: words('no') }
    expect(refusals([one]).text).toBe(`1 refused: ${file}: no`)
    expect(refusals([{ ...one, object: { ...one.object, kind: 'Pod' } }]).text).toBe(`1 refused: ${file} (Pod): no`)
    expect(refusals([one, one, one, one]).text).toBe(
      `4 refused: ${[1, 2, 3].map(() => `${file}: no`).join('; ')}; and 1 more`,
    )
  })
})

it('clustersOf takes names from both trees, and no other file', () => {
  expect(
    clustersOf(
      new Map(
        ['clusters/dev/a/b/c.yaml', 'argocd/prod/root.yaml', 'aws/1/x.yaml', 'clusters/dev/a/b/d.yaml'].map((name) => [
          name,
          '',
        ]),
      ),
    ),
  ).toEqual(['dev', 'prod'])
})
