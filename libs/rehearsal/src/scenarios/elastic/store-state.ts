import { fields, number, text } from '@slipway/kube'
import {
  kinds,
  mapConcurrent,
  objectsUnder,
  type Estate,
  type Files,
  type Live,
  type TestContext,
} from '../shared/kit.ts'
import { sayInCluster } from '../shared/cluster-words.ts'

export const namespace = 'monitoring'
export const store = 'logs'
export const set = `${store}-es-all`
export const elasticsearch = {
  apiVersion: 'elasticsearch.k8s.elastic.co/v1',
  kind: 'Elasticsearch',
  namespace,
  name: store,
} as const
export const sizes = { first: 3, then: 5 } as const

/** A cluster with a store of so many nodes. */
export const say = (estate: Estate, cluster: string, nodes: number): void =>
  sayInCluster(estate, cluster, {
    logging: { to: 'elastic', retention: 14, cluster: { nodes, memory: '4Gi', volume: '100Gi', kibana: 'public' } },
  })

export const own = (test: TestContext, files: Files): readonly Live[] =>
  objectsUnder(files, `clusters/${test.cluster.name}/platform`, /\/platform\/(?:elastic|storage)\//)

export const nodesOf = async (test: TestContext): Promise<readonly Live[]> =>
  (await test.kube.list(kinds.pod, { namespace })).filter(
    ({ metadata }) => metadata.labels?.['elasticsearch.k8s.elastic.co/cluster-name'] === store,
  )

export async function state(test: TestContext) {
  const status = fields((await test.kube.get(elasticsearch))?.status)
  const [phase, health] = [text(status['phase']) ?? 'no phase', text(status['health']) ?? 'no health']
  return {
    text: `${phase}, ${health}, ${number(status['availableNodes']) ?? 0} nodes`,
    isGreen: phase === 'Ready' && health === 'green',
  }
}

export const apply = (test: TestContext, objects: readonly Live[]) =>
  mapConcurrent(4, objects, (object) => test.kube.apply(object, { manager: 'argocd-controller' }))
