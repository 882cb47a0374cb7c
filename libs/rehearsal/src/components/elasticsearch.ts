import { writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import path from 'node:path'
import { text as bodyOf } from 'node:stream/consumers'
import { execSync } from '@slipway/cli/exec'
import { text as textOf } from '@slipway/kube'
import type { Kube, Live } from '../cluster/kube.ts'
import { isGoing, isTrue, kinds } from '../cluster/live.ts'
import type { Runtime } from '../cluster/runtime.ts'

interface StoreRequest {
  readonly method: string
  readonly path: string
  readonly user: string
}

/** Milliseconds that the data of a node takes to move to others. */
const moving = 3000
const clusterLabel = 'elasticsearch.k8s.elastic.co/cluster-name'

const name = ({ metadata }: Live): string => metadata.name
const decoded = (value: unknown): string => Buffer.from(textOf(value) ?? '', 'base64').toString('utf8')

/** Its names resolve to this machine, in this mount namespace alone. */
function nameHere(runtime: Runtime, names: readonly string[]): void {
  const file = path.join(runtime.folder, 'hosts')
  writeFileSync(file, ['127.0.0.1 localhost', ...names.map((one) => `127.0.0.1 ${one}`), ''].join('\n'))
  const { code, stderr } = execSync('mount', ['--bind', file, '/etc/hosts'])
  if (code !== 0) throw new Error(`mount --bind: ${stderr.trim()}`)
}

interface Where {
  readonly cluster: string
  readonly namespace: string
  readonly nodeSet: string
  readonly most: number
}

/**
 * Stands in for Elasticsearch, as far as its operator asks: its nodes are the pods that are ready, and a node that is
 * to go moves its data for three seconds. It keeps no record and searches nothing. By the certificate that the operator
 * made.
 */
export function standForElasticsearch(runtime: Runtime, kube: Kube, { cluster, namespace, nodeSet, most }: Where) {
  const set = `${cluster}-es-${nodeSet}`
  const hosts = Array.from({ length: most }, (_, i) => `${set}-${i}.${set}.${namespace}`)
  nameHere(runtime, [`${cluster}-es-internal-http.${namespace}.svc`, `${cluster}-es-http.${namespace}.svc`, ...hosts])
  const asked: StoreRequest[] = []
  const leaving = new Map<string, { readonly type: string; readonly reason: string; readonly since: number }>()
  const nodes = async () =>
    (await kube.list(kinds.pod, { namespace })).filter(
      (pod) => pod.metadata.labels?.[clusterLabel] === cluster && !isGoing(pod) && isTrue(pod, 'Ready'),
    )
  const versionOf = (pod: Live | undefined) => pod?.metadata.labels?.['elasticsearch.k8s.elastic.co/version'] ?? '0.0.0'
  const shutdown = (id: string) => {
    const one = leaving.get(id)
    if (one === undefined) return []
    // The operator asks for a restart anew each time it looks.
    const status = one.type.toUpperCase() === 'RESTART' || Date.now() - one.since > moving ? 'COMPLETE' : 'IN_PROGRESS'
    return [
      {
        node_id: id,
        type: one.type,
        reason: one.reason,
        shutdown_startedmillis: one.since,
        status,
        shard_migration: { status, shard_migrations_remaining: status === 'COMPLETE' ? 0 : 1, explanation: '' },
        persistent_tasks: { status: 'COMPLETE' },
        plugins: { status: 'COMPLETE' },
      },
    ]
  }
  const answers: readonly (readonly [string, RegExp, (parts: readonly string[], body: string) => Promise<unknown>])[] =
    [
      [
        'GET',
        /^\/$/,
        async () => ({
          cluster_name: cluster,
          cluster_uuid: 'rehearsal',
          version: { number: versionOf((await nodes())[0]) },
        }),
      ],
      [
        'GET',
        /^\/_cluster\/health/,
        async () => {
          const there = (await nodes()).length
          const wanted = (await kube.get({ ...kinds.statefulSet, namespace, name: set }))?.spec?.replicas ?? 0
          return {
            cluster_name: cluster,
            status: there >= wanted ? 'green' : 'yellow',
            timed_out: false,
            number_of_nodes: there,
            number_of_data_nodes: there,
            relocating_shards: leaving.size === 0 ? 0 : 1,
          }
        },
      ],
      [
        'GET',
        /^\/_nodes\/(_all\/no-metrics|_master)/,
        async ([which]) => {
          const all = await nodes()
          const some = which === '_master' ? all.slice(0, 1) : all
          const roles = ['master', 'data']
          return {
            nodes: Object.fromEntries(
              some.map((pod) => [pod.metadata.uid, { name: name(pod), version: versionOf(pod), roles }]),
            ),
          }
        },
      ],
      ['GET', /^\/_nodes\/shutdown$/, async () => ({ nodes: [...leaving.keys()].flatMap(shutdown) })],
      ['GET', /^\/_nodes\/([^/]+)\/shutdown$/, async ([id = '']) => ({ nodes: shutdown(id) })],
      [
        'PUT',
        /^\/_nodes\/([^/]+)\/shutdown$/,
        async ([id = ''], body) => {
          const { type, reason } = JSON.parse(body) as { type: string; reason: string }
          if (!leaving.has(id)) leaving.set(id, { type, reason, since: Date.now() })
          return { acknowledged: true }
        },
      ],
      [
        'DELETE',
        /^\/_nodes\/([^/]+)\/shutdown$/,
        async ([id = '']) => {
          leaving.delete(id)
          return { acknowledged: true }
        },
      ],
      ['GET', /^\/_license/, async () => ({ license: { status: 'active', uid: 'rehearsal', type: 'basic' } })],
      ['GET', /^\/_cat\/shards/, async () => []],
      ['GET', /^\/_nodes\/_all\/stats\/os/, async () => ({ nodes: {} })],
      ['GET', /^\/_cluster\/state/, async () => ({ metadata: {} })],
      ['GET', /^\/_cluster\/settings/, async () => ({ persistent: {}, transient: {} })],
      ['GET', /^\/_security\/api_key/, async () => ({ api_keys: [] })],
    ]
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const text = await bodyOf(request)
    const [method = '', at = ''] = [request.method, request.url]
    const [place = ''] = at.split('?')
    const [user = ''] = decoded(request.headers.authorization?.replace(/^Basic /, '')).split(':')
    asked.push({ method, path: at, user })
    const found = answers.find(([one, pattern]) => one === method && pattern.test(place))
    const parts = found?.[1].exec(place)?.slice(1) ?? []
    const body = (await found?.[2](parts, text)) ?? { acknowledged: true }
    const status = found === undefined && method === 'GET' ? 404 : 200
    response.writeHead(status, { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' })
    response.end(JSON.stringify(body))
  }
  let server: Server | undefined
  /** Once the operator has made the certificate. */
  const open = async (): Promise<boolean> => {
    const secret = await kube.get({
      apiVersion: 'v1',
      kind: 'Secret',
      namespace,
      name: `${cluster}-es-http-certs-internal`,
    })
    const data = (secret as { data?: Record<string, string> } | undefined)?.data
    if (data?.['tls.key'] === undefined) return false
    server = createServer({ cert: decoded(data['tls.crt']), key: decoded(data['tls.key']) }, (request, response) => {
      answer(request, response).catch((error: unknown) => {
        response.writeHead(500, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ error: { reason: (error as Error).message } }))
      })
    }).listen(9200, '127.0.0.1')
    return true
  }
  return { asked, open, close: () => server?.close() }
}
