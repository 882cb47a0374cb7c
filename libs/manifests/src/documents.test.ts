import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { IDeployment } from 'kubernetes-models/apps/v1'
import { afterAll, describe, expect, it } from 'vitest'
import { formatIssues } from '@slipway/core'
import { resolveEstate, type ClusterModel, type ResolvedApp } from '@slipway/model'
import { defineApp, loadEstate, type AppSpec } from '@slipway/spec'
import { containerOf, digestOf, fleet, namesOf, object, objects, podOf } from '../test/sample.ts'

/*
 * The documents' own snippets, each as the spec that means the same today. Rows (S0-09 and so on) and snippets (E1 to E15) are those of the
 * project's table of the documents; what is expected is what stands there.
 */

const image = (name: string) => `registry.example/${name}@${digestOf('b')}`
const size = { cpu: '100m', memory: '64Mi' }

/** E1, E2: a Service by which a returning customer meets the same pod for 60 s. */
const myService = defineApp({
  kind: 'http',
  team: 'shop',
  port: 80,
  ...size,
  health: { ready: '/readyz', live: '/healthz' },
  sticky: { clientIP: '60s' },
})

/**
 * E3 to E6. Readiness has a path of its own: the document asks both questions of one path, which S0-31 advises against.
 */
const webapp = defineApp({
  kind: 'http',
  team: 'shop',
  port: 80,
  ...size,
  health: { live: '/liveness-probe', ready: '/readiness-probe' },
})

/** E9 to E13. */
const appmiral = defineApp({
  kind: 'http',
  team: 'shop',
  port: 9012,
  cpu: '1',
  memory: '200Mi',
  image: 'your-registry/researchgate/appmiral',
  health: { live: '/health', ready: '/ready' },
  env: { NODE_ENV: 'production' },
  scale: 2,
  expose: { host: 'appmiral', path: '/' },
})

/** S3-16 to S3-19: NGINX answers, five more containers stand beside it in the pod. */
const phpApp = defineApp({
  kind: 'http',
  team: 'shop',
  port: 80,
  ...size,
  image: 'registry.example/nginx',
  health: { ready: '/ready', live: '/alive' },
  scale: 2,
  files: { '/etc/nginx/conf.d/php.conf': 'config/php.conf' },
  sidecars: [
    { name: 'php-fpm', image: image('php-fpm'), port: 9000, ...size },
    { name: 'linkerd', image: image('linkerd'), port: 4140, ...size },
    { name: 'statsd', image: image('statsd'), ...size },
    { name: 'memcached', image: image('memcached'), port: 11_211, ...size },
    { name: 'mongo-router', image: image('mongos'), port: 27_017, ...size },
  ],
  expose: { host: 'php-app' },
})

/** S2-43: "CorpDirectory", one environment "test", a UI in front and a backend that connects to a database. */
const corpUi = defineApp({
  kind: 'http',
  team: 'finance',
  port: 8080,
  ...size,
  health: { ready: '/readyz', live: '/healthz' },
  expose: { host: 'corp-directory' },
  calls: ['corp-directory-api'],
})
const corpApi = defineApp({
  kind: 'http',
  team: 'finance',
  port: 8080,
  ...size,
  health: { ready: '/readyz', live: '/healthz' },
  secrets: { DB_URL: 'corp-directory/db#url' },
})

const estate: Readonly<Record<string, { readonly spec: AppSpec; readonly cluster: string }>> = {
  'my-service': { spec: myService, cluster: 'kluster-01' },
  webapp: { spec: webapp, cluster: 'kluster-01' },
  appmiral: { spec: appmiral, cluster: 'kluster-01' },
  'php-app': { spec: phpApp, cluster: 'k8s' },
  'corp-directory-ui': { spec: corpUi, cluster: 'test' },
  'corp-directory-api': { spec: corpApi, cluster: 'test' },
}
const domains = {
  'kluster-01': ['prod', 'kluster-01.rgoffice.net'],
  k8s: ['prod', 'k8s.foo.com'],
  test: ['test', 'test.example.com'],
} as const

const root = mkdtempSync(path.join(tmpdir(), 'slipway-documents-'))
afterAll(() => rmSync(root, { recursive: true }))

function put(file: string, value: unknown): void {
  mkdirSync(path.join(root, path.dirname(file)), { recursive: true })
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  writeFileSync(path.join(root, file), file.endsWith('.ts') ? `export default ${text}\n` : text)
}
const {
  clusters: [first],
  ...rest
} = fleet
const { name: _name, environment: _environment, ...cluster } = first ?? {}
put('fleet/fleet.ts', { ...rest, environments: ['test', 'prod'], teams: Object.fromEntries(fleet.teams) })
for (const [name, [environment, domain]] of Object.entries(domains))
  put(`fleet/clusters/${name}.ts`, { ...cluster, environment, domain })
for (const [name, app] of Object.entries(estate)) {
  put(`apps/${name}/app.yaml`, app.spec)
  put(`apps/${name}/releases/${app.cluster}.json`, { digest: digestOf('a'), version: '1.0.0' })
}
put('apps/php-app/config/php.conf', 'fastcgi_pass 127.0.0.1:9000;\n')

const loaded = await loadEstate(root)
if (!loaded.ok) throw new Error(formatIssues(loaded.issues))
const { clusters } = resolveEstate(loaded.value)
const clusterOf = (name: string): ClusterModel =>
  clusters.find((c) => c.cluster.name === name) ?? expect.fail(`no ${name}`)
const app = (name: string): ResolvedApp =>
  clusterOf(estate[name]?.cluster ?? '').apps.find((a) => a.name === name) ?? expect.fail(`no ${name}`)
const specOf = (name: string, kind: string, of = name) => object(app(name), kind, of)['spec']
const port = (number: number) => ({ name: 'http', containerPort: number, protocol: 'TCP' })
const service = { name: 'http', protocol: 'TCP', port: 80, targetPort: 'http' }
const hostsOf = (name: string) =>
  clusterOf(name).hosts.map((h) => ({ host: h.host, paths: h.routes.map((r) => `${r.path} -> ${r.app}`) }))

describe('document 0', () => {
  it('S0-10, S0-11: my-service, 80 to 80 over TCP, ClientIP for 60 s', () => {
    expect(specOf('my-service', 'Service')).toMatchObject({
      ports: [service],
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } },
    })
    expect(containerOf(app('my-service')).ports).toEqual([port(80)])
  })

  it('S0-12: ... which an app at the gateway may not have, as all its clients have one address there', () => {
    expect(namesOf(app('my-service'), 'VirtualService')).toEqual(['my-service'])
  })

  const rhythm = { initialDelaySeconds: 3, periodSeconds: 15 }
  it('S0-31 to S0-33: two probes, 3 s and 15 s, by the name of the port', () => {
    expect(containerOf(app('webapp'))).toMatchObject({
      livenessProbe: { httpGet: { path: '/liveness-probe', port: 'http' }, ...rhythm },
      readinessProbe: { httpGet: { path: '/readiness-probe', port: 'http' }, ...rhythm },
    })
  })

  it('S0-47, S0-48: the container names port 80 http, and the Service leads 80 to that name for the pods of webapp', () => {
    expect(containerOf(app('webapp')).ports).toEqual([port(80)])
    const { selector, ports } = specOf('webapp', 'Service') as { selector: Record<string, string>; ports: unknown }
    expect(ports).toEqual([expect.objectContaining(service)])
    expect(Object.values(selector)).toEqual(['webapp'])
    expect(podOf(app('webapp')).metadata.labels).toMatchObject(selector)
  })
})

describe('document 3', () => {
  it('S3-23 to S3-27: the Deployment, as apps/v1 with a selector, both probes and a pinned image', () => {
    const { apiVersion, spec } = object<IDeployment>(app('appmiral'), 'Deployment')
    expect([apiVersion, spec?.replicas]).toEqual(['apps/v1', 2])
    expect(podOf(app('appmiral')).metadata.labels).toMatchObject(spec?.selector.matchLabels ?? { none: '' })
    expect(containerOf(app('appmiral'))).toMatchObject({
      image: `your-registry/researchgate/appmiral@${digestOf('a')}`,
      ports: [port(9012)],
      resources: { requests: { cpu: '1', memory: '200Mi' } },
      livenessProbe: { httpGet: { path: '/health', port: 'http' } },
      readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
    })
    expect(containerOf(app('appmiral')).env).toContainEqual({ name: 'NODE_ENV', value: 'production' })
  })

  it('S3-29: the Service; its selector selects the pods', () => {
    const { selector, ports } = specOf('appmiral', 'Service') as { selector: Record<string, string>; ports: unknown }
    expect(ports).toEqual([expect.objectContaining(service)])
    expect(podOf(app('appmiral')).metadata.labels).toMatchObject(selector)
  })

  it('S3-30: in place of the Ingress, a route of the host at the gateway', () => {
    expect(hostsOf('kluster-01')).toEqual([{ host: 'appmiral.kluster-01.rgoffice.net', paths: ['/ -> appmiral'] }])
    expect(specOf('appmiral', 'VirtualService', 'appmiral-gateway')).toMatchObject({
      http: [{ route: [{ destination: { host: 'appmiral.shop.svc.cluster.local', port: { number: 80 } } }] }],
    })
    expect(objects(app('appmiral')).map((o) => o.kind)).not.toContain('Ingress')
  })

  it('S3-16, S3-17: six containers in a pod, twice', () => {
    const { containers, initContainers = [] } = podOf(app('php-app')).spec
    expect([...containers, ...initContainers].map((c) => c.image?.replace(/^registry\.example\/|@.*/g, ''))).toEqual([
      'nginx',
      'php-fpm',
      'linkerd',
      'statsd',
      'memcached',
      'mongos',
    ])
    for (const c of initContainers) expect(c.restartPolicy).toBe('Always')
    expect(specOf('php-app', 'Deployment')).toMatchObject({ replicas: 2 })
  })

  it('S3-18: CONFIG and WEB :80', () => {
    const [config] = namesOf(app('php-app'), 'ConfigMap')
    expect(object(app('php-app'), 'ConfigMap', config)['data']).toEqual({
      'etc_nginx_conf.d_php.conf': 'fastcgi_pass 127.0.0.1:9000;\n',
    })
    expect(specOf('php-app', 'Service')).toMatchObject({ ports: [service] })
  })

  it('S3-19: php-app.k8s.foo.com at the gateway, where TLS ends', () => {
    expect(hostsOf('k8s')).toEqual([{ host: 'php-app.k8s.foo.com', paths: ['/ -> php-app'] }])
    const gateway = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'istio-ingress' } } }
    const { ingress } = specOf('php-app', 'NetworkPolicy') as { ingress: unknown }
    expect(ingress).toContainEqual({ from: [gateway], ports: [{ protocol: 'TCP', port: 80 }] })
  })
})

describe('document 2, S2-42 and S2-43', () => {
  it('one environment, test, with two services', () => {
    const parts = clusters.map((c) => [c.cluster.name, c.apps.filter((a) => a.name.startsWith('corp-')).length])
    expect(parts).toEqual([
      ['test', 2],
      ['k8s', 0],
      ['kluster-01', 0],
    ])
  })

  it('the UI is public, the backend only for the UI', () => {
    expect(hostsOf('test')).toEqual([{ host: 'corp-directory.test.example.com', paths: ['/ -> corp-directory-ui'] }])
    expect(namesOf(app('corp-directory-api'), 'VirtualService')).toEqual(['corp-directory-api'])
    expect(namesOf(app('corp-directory-api'), 'AuthorizationPolicy')).toEqual([
      'corp-directory-api-from-corp-directory-ui',
    ])
    const url = { name: 'CORP_DIRECTORY_API_URL', value: 'http://corp-directory-api.finance' }
    expect(containerOf(app('corp-directory-ui')).env).toContainEqual(url)
  })

  it('the database connection is a reference, read from the store', () => {
    const secretKeyRef = { name: 'corp-directory-api-secrets', key: 'DB_URL' }
    expect(containerOf(app('corp-directory-api')).env).toContainEqual({ name: 'DB_URL', valueFrom: { secretKeyRef } })
    expect(specOf('corp-directory-api', 'ExternalSecret', 'corp-directory-api-secrets')).toMatchObject({
      data: [{ secretKey: 'DB_URL', remoteRef: { key: 'test/finance/corp-directory/db', property: 'url' } }],
    })
  })
})
