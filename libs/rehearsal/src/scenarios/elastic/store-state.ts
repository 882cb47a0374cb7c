import { fields, number, text } from '@slipway/kube'
import {
  kinds,
  mapConcurrent,
  objectsOfFiles,
  type Estate,
  type Files,
  type Live,
  type TestContext,
} from '../shared/kit.ts'

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

/** The word in the file of a cluster, instead of what stands there. */
export function say(estate: Estate, cluster: string, nodes: number, memory = '4Gi'): void {
  const file = `fleet/clusters/${cluster}.ts`
  const logging = { to: 'elastic', retention: 14, cluster: { nodes, memory, volume: '100Gi', kibana: 'public' } }
  const rest = estate.read(file).replace(/^  logging: .*\n/gm, '')
  estate.write(file, rest.replace('defineCluster({\n', `defineCluster({\n  logging: ${JSON.stringify(logging)},\n`))
}

export const own = (test: TestContext, files: Files): readonly Live[] =>
  objectsOfFiles(
    files,
    (file) =>
      file.startsWith(`clusters/${test.cluster.name}/platform/elastic/`) ||
      file.startsWith(`clusters/${test.cluster.name}/platform/storage/`),
  )

export const nodesOf = async (test: TestContext): Promise<readonly Live[]> =>
  (await test.kube.list(kinds.pod, { namespace })).filter(
    ({ metadata }) => metadata.labels?.['elasticsearch.k8s.elastic.co/cluster-name'] === store,
  )

interface StoreState {
  readonly text: string
  readonly isGreen: boolean
}

export async function state(test: TestContext): Promise<StoreState> {
  const status = fields((await test.kube.get(elasticsearch))?.status)
  const [phase, health] = [text(status['phase']) ?? 'no phase', text(status['health']) ?? 'no health']
  return {
    text: `${phase}, ${health}, ${number(status['availableNodes']) ?? 0} nodes`,
    isGreen: phase === 'Ready' && health === 'green',
  }
}

export const apply = (test: TestContext, objects: readonly Live[]) =>
  mapConcurrent(4, objects, (object) => test.kube.apply(object, { manager: 'argocd-controller' }))
