import { describe, expect, it } from 'vitest'
import type { Cluster, Fleet } from '@slipway/fleet'
import { at, fields, isFields, list } from '@slipway/kube'
import { addons } from '../addons/addons.ts'
import { clusterAlerts } from '../components/alerts.ts'
import { logging } from '../components/logging.ts'
import { clusterOf, dev, fleet, modelOf, objectsOf, prod } from '../../test/fixture.ts'
import { elastic } from './elastic.ts'

type Said = Extract<Fleet['logging'], { to: unknown }>['cluster']

const say = (cluster: Said): Fleet => ({ ...fleet, logging: { to: 'elastic', retention: 14, cluster } })
const objects = (said: Said, of: Cluster = prod) => objectsOf(elastic, modelOf(of), say(said))
const one = (kind: string, ...given: Parameters<typeof objects>) => objects(...given).find((each) => each.kind === kind)
const names = (...given: Parameters<typeof objects>) =>
  objects(...given).map(({ kind, metadata }) => `${kind} ${metadata.name}`)
const nodeSet = (...given: Parameters<typeof objects>) =>
  list(at(one('Elasticsearch', ...given)?.spec, 'nodeSets'))[0] as Readonly<Record<string, unknown>>

describe('an Elasticsearch of the cluster', () => {
  it('is nowhere without its word, with its operator', () => {
    const elsewhere: Fleet = { ...fleet, logging: { to: 'elastic', address: 'https://es.acme.example' } }
    expect(objectsOf(elastic, modelOf(prod), fleet)).toEqual([])
    expect(objectsOf(elastic, modelOf(prod), elsewhere)).toEqual([])
    const has = (of: Fleet) => addons(prod, of).some(({ name }) => name === 'eck-operator')
    expect([has(fleet), has(elsewhere), has(say({}))]).toEqual([false, false, true])
  })

  it('is shipped to by Filebeat and Logstash, or by the collector, and by one of them', () => {
    const kinds = (said: Said) => objectsOf(logging, modelOf(prod), say(said)).map(({ kind }) => kind)
    expect(names({})).toEqual(expect.arrayContaining(['Beat filebeat', 'Logstash logs']))
    expect(kinds({})).toEqual([])
    expect(names({ by: 'collector' }).filter((name) => /Beat|Logstash|Issuer/.test(name))).toEqual([])
    expect(names({ by: 'collector' })).toContain('ExternalSecret log-writer')
    expect(kinds({ by: 'collector' })).toContain('DaemonSet')
  })

  it('is asked about all of its nodes and each index, whichever node answers', () => {
    const pod = at(at(one('Deployment', {})?.spec, 'template'), 'spec')
    const [exporter] = list(at(pod, 'containers'))
    expect(at(exporter, 'args')).toEqual(expect.arrayContaining(['--es.all', '--es.indices']))
  })

  it.each<[string, Cluster, Said, number, string, string]>([
    ['three of 4Gi where somebody is paged', prod, {}, 3, '4Gi', '100Gi'],
    ['one of 2Gi where nobody is', dev, {}, 1, '2Gi', '100Gi'],
    ['as many and large as is said', prod, { nodes: 5, memory: '8Gi', volume: '1Ti' }, 5, '8Gi', '1Ti'],
  ])('has %s', (_, cluster, said, count, memory, volume) => {
    const set = nodeSet(said, cluster)
    expect(set['count']).toBe(count)
    const [container] = list(at(set, 'podTemplate', 'spec', 'containers'))
    expect(container?.['resources']).toMatchObject({ requests: { memory }, limits: { memory } })
    const [claim] = list(set['volumeClaimTemplates'])
    expect(claim).toMatchObject({
      metadata: { name: 'elasticsearch-data' },
      spec: { storageClassName: 'gp3', resources: { requests: { storage: volume } } },
    })
  })

  it('is on on-demand machines, no two nodes on one, in zones that it knows; one node alone has none to be apart from', () => {
    const affinity = at(nodeSet({}), 'podTemplate', 'spec', 'affinity')
    expect(JSON.stringify(affinity)).toContain(
      '"key":"karpenter.sh/capacity-type","operator":"In","values":["on-demand"]',
    )
    expect(JSON.stringify(affinity)).toContain('"topologyKey":"kubernetes.io/hostname"')
    expect(nodeSet({})['zoneAwareness']).toEqual({})
    expect(JSON.stringify(nodeSet({ nodes: 1 }, dev))).not.toMatch(/zoneAwareness|podAntiAffinity/)
  })

  it('may use the nodes of the system where no other pool is on-demand', () => {
    const tolerations = (of: Cluster) => at(nodeSet({}, of), 'podTemplate', 'spec', 'tolerations')
    const pools = prod.nodes.pools.filter(({ name }) => name !== 'base')
    expect(tolerations(prod)).toBeUndefined()
    expect(tolerations(clusterOf('lab', 'prod', { nodes: { ...prod.nodes, pools } }))).toEqual([
      { key: 'CriticalAddonsOnly', operator: 'Exists' },
    ])
  })

  it('moves shards one at a time and not fast, so that searching and writing go on', () => {
    // https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/cluster-level-shard-allocation-routing-settings
    expect(nodeSet({})['config']).toMatchObject({
      'cluster.routing.allocation.cluster_concurrent_rebalance': 1,
      'indices.recovery.max_bytes_per_sec': '40mb',
    })
  })

  it('gives the rights of its namespace to no pod but that which asks whose pods are', () => {
    const templates = (object: unknown): readonly unknown[] =>
      isFields(object)
        ? Object.entries(object).flatMap(([key, value]) => (key === 'podTemplate' ? [value] : templates(value)))
        : Array.isArray(object)
          ? object.flatMap(templates)
          : []
    const given = objects({}).flatMap((object) =>
      templates(object).map((one) => [object.kind, at(one, 'spec', 'automountServiceAccountToken')]),
    )
    expect(given.sort()).toEqual([
      ['Beat', true],
      ['Elasticsearch', false],
      ['Kibana', false],
      ['Logstash', false],
    ])
  })

  it('is read by a Filebeat without a capability, which reads neither itself nor Logstash', () => {
    const beat = one('Beat', {})?.spec
    const [input] = list(at(beat, 'config', 'filebeat.inputs'))
    const left = (input?.['prospector.scanner.exclude_files'] as readonly string[]).map((one) => new RegExp(one))
    const isLeft = (pod: string) => left.some((one) => one.test(`/var/log/pods/${pod}/logs/0.log`))
    const pods = ['monitoring_filebeat-beat-filebeat-x1_u', 'monitoring_logs-ls-0_u', 'monitoring_logs-es-all-0_u']
    expect(pods.map(isLeft)).toEqual([true, true, false])
    const [container] = list(at(beat, 'daemonSet', 'podTemplate', 'spec', 'containers'))
    expect(container?.['securityContext']).toMatchObject({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    })
  })

  it('has its pipeline read again by new pods of Logstash when it changes', () => {
    const sum = (keep: Readonly<Record<string, string>>) => {
      const said: Fleet = { ...fleet, logging: { to: 'elastic', keep, cluster: {} } }
      const shipper = objectsOf(elastic, modelOf(prod), said).find(({ kind }) => kind === 'Logstash')
      return Object.values(fields(at(shipper?.spec, 'podTemplate', 'metadata', 'annotations'))).join()
    }
    expect(sum({})).toMatch(/^[0-9a-f]{16}$/)
    expect(sum({ 'shop/catalog': '10%' })).not.toBe(sum({}))
  })

  it('knows the collector as a user that adds records to logs, and is written by it in streams of teams', () => {
    const by = { by: 'collector' } as const
    const secret = { secretName: 'log-writer' }
    expect(one('Elasticsearch', by)?.spec).toMatchObject({ auth: { fileRealm: [secret], roles: [secret] } })
    expect(one('Elasticsearch', {})?.spec).not.toHaveProperty('auth')
    const text = JSON.stringify(objects(by).find(({ metadata }) => metadata.name === 'log-writer')?.spec)
    expect(text.match(/names: \[.*?\]|cluster: \[.*?\]|privileges: \[.*?\]/g)).toEqual([
      'cluster: [monitor]',
      "names: ['logs-*']",
      'privileges: [auto_configure, create_doc]',
    ])
    const shipped = JSON.stringify(objectsOf(logging, modelOf(prod), say(by)))
    for (const word of [
      'user: log-writer',
      'ca_file: /etc/log-store/ca.crt',
      'data_stream.namespace',
      '"mountPath":"/etc/log-store"',
      '"LOG_STORE_PASSWORD"',
    ])
      expect(shipped).toContain(word)
  })

  it('is watched by a user who may only look, and alerts where it is', () => {
    const exporter = objects({}).find(
      ({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'log-store-exporter',
    )
    const [container] = list(at(exporter?.spec, 'template', 'spec', 'containers'))
    expect(list(container?.['env'])[0]).toEqual({ name: 'ES_USERNAME', value: 'elastic-internal-monitoring' })
    const told = (of: Fleet) => clusterAlerts(prod, of).filter(({ alert = '' }) => /^LogStore/.test(alert)).length
    expect([told(say({})), told({ ...fleet, logging: { to: 'elastic', address: 'https://es.acme.example' } })]).toEqual(
      [3, 0],
    )
  })

  it('keeps its volumes, and replaces one node at a time', () => {
    expect(one('Elasticsearch', {})?.spec).toMatchObject({
      volumeClaimDeletePolicy: 'DeleteOnScaledownOnly',
      updateStrategy: { changeBudget: { maxSurge: 1, maxUnavailable: 1 } },
    })
  })

  it.each<[Said, Cluster, string | undefined]>([
    [{}, prod, undefined],
    [{ kibana: 'public' }, prod, 'istio-ingress/public kibana.prod-eu.acme.test'],
    [{ kibana: 'internal' }, { ...prod, internalDomain: 'in.acme.test' }, 'istio-ingress/internal kibana.in.acme.test'],
  ])('shows Kibana to whom %j says', (said, cluster, wanted) => {
    const spec = one('VirtualService', said, cluster)?.spec as { hosts: string[]; gateways: string[] } | undefined
    expect(spec === undefined ? undefined : `${spec.gateways.join()} ${spec.hosts.join()}`).toBe(wanted)
    const policy = objects(said, cluster).find(
      ({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'kibana',
    )
    expect(list(at(policy?.spec, 'ingress'))).toHaveLength(wanted === undefined ? 0 : 1)
  })

  it('is told each hour how long logs are kept, and one node that it has no place for a copy', () => {
    const template = (...given: Parameters<typeof objects>) =>
      (
        JSON.parse(
          String(
            (
              objects(...given).find(
                ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'log-retention',
              ) as {
                data?: Record<string, string>
              }
            ).data?.['template.json'],
          ),
        ) as { template: object }
      ).template
    expect(template({})).toMatchObject({
      lifecycle: { data_retention: '14d' },
      settings: { 'index.number_of_replicas': 1, 'index.lifecycle.prefer_ilm': false },
      mappings: { properties: { attributes: { type: 'flattened' } } },
    })
    expect(template({}, dev)).toMatchObject({ settings: { 'index.number_of_replicas': 0 } })
    const told = JSON.stringify(objects({}).filter(({ metadata }) => metadata.name === 'log-retention'))
    for (const address of ['_component_template/logs@custom', 'logs-*/_settings', '_data_stream/logs-*/_lifecycle'])
      expect(told).toContain(`ask '${address}`)
  })

  it('holds no secret', () => {
    expect(JSON.stringify(objects({ by: 'collector' }))).toContain('{{ .password }}')
    for (const by of ['beats', 'collector'] as const)
      expect(names({ by }).filter((name) => name.startsWith('Secret '))).toEqual([])
  })

  it('is reached by those alone that are named', () => {
    const policy = (name: string, said: Said) =>
      JSON.stringify(
        objects(said).find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === name)?.spec,
      )
    expect(policy('elasticsearch', {})).toContain('"common.k8s.elastic.co/type":"logstash"')
    expect(policy('elasticsearch', {})).not.toContain('log-collector')
    expect(policy('elasticsearch', { by: 'collector' })).toContain('log-collector')
    expect(policy('elasticsearch', { by: 'collector' })).not.toContain('"logstash"')
    // No rule without a peer: it would let everybody in.
    for (const by of ['beats', 'collector'] as const)
      for (const each of objects({ by, kibana: 'public' }).filter(({ kind }) => kind === 'NetworkPolicy'))
        for (const rule of list(at(each.spec, 'ingress')))
          expect(list(rule['from']).length, each.metadata.name).toBeGreaterThan(0)
  })

  it('reads the Secrets of no other namespace by its operator', () => {
    const { values, namespace } = addons(prod, say({})).find(({ name }) => name === 'eck-operator')?.props ?? {}
    expect(values).toMatchObject({ managedNamespaces: ['monitoring'], createClusterScopedResources: false })
    expect(namespace).toBe('monitoring')
    expect(JSON.stringify(at(values, 'extraObjects'))).not.toContain('secrets')
  })
})

it('comes by the cache of Docker Hub and of quay.io, where the cluster has one', () => {
  const behind: Cluster = { ...prod, pullThrough: ['docker.io', 'quay.io'] }
  const own = `${prod.account}.dkr.ecr.${prod.region}.amazonaws.com`
  expect(JSON.stringify(objects({}))).toMatch(/"image":"docker\.io\/elastic\/.*"image":"quay\.io\//)
  expect(JSON.stringify(objects({}, behind))).toContain(`"image":"${own}/docker-hub/elastic/elasticsearch:9.4.3"`)
  expect(JSON.stringify(objects({}, behind))).toContain(`"image":"${own}/quay/prometheuscommunity/`)
  expect(addons(behind, say({})).find(({ name }) => name === 'eck-operator')?.props.values).toMatchObject({
    image: { repository: `${own}/docker-hub/elastic/eck-operator` },
    config: { containerRegistry: `${own}/docker-hub`, containerRepository: 'elastic' },
  })
})
