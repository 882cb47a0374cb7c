import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { formatIssues, type KubeObject } from '@slipway/core'
import { renderEstate } from '@slipway/tree'
import { afterAll, describe, expect, it } from 'vitest'

const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/state.md'), 'utf8')
/** What the page says of a file, without the line that names it. */
const inPage = (file: string): string => {
  const found = new RegExp(`\`\`\`\\w+\\n(?://|#) ${file.replaceAll('.', '\\.')}\\n([^]*?)\`\`\``).exec(page)
  if (found?.[1] === undefined) throw new Error(`docs/state.md shows no ${file}`)
  return found[1]
}

const release = { digest: `sha256:${'a'.repeat(64)}`, version: '9.2.0' }
const fleet = {
  name: 'acme',
  repository: { url: 'https://git.acme.example/slipway.git', branch: 'main' },
  email: 'platform@acme.example',
  environments: ['prod'],
  teams: {
    shop: {
      owners: ['@acme/shop'],
      group: 'g',
      slack: '#shop',
      quota: { cpu: '20', memory: '80Gi', pods: 20, storage: '3Ti' },
    },
  },
}
const cluster = {
  environment: 'prod',
  account: '222233334444',
  region: 'eu-west-1',
  zones: ['eu-west-1a'],
  kubernetes: '1.35',
  registry: 'registry.acme.example',
  domain: 'prod.acme.example',
  network: { vpc: '10.16.0.0/16', pods: '100.64.0.0/16', services: '172.20.0.0/16' },
  nodes: {
    scaler: 'karpenter',
    role: 'nodes',
    pools: [{ name: 'base', capacity: 'on-demand', families: ['m7i'], cpu: 64, memory: '256Gi' }],
  },
}

const roots: string[] = []
afterAll(() => roots.forEach((root) => rmSync(root, { recursive: true })))

/** The objects of the page's app, with so many pods. */
async function objects(scale: number): Promise<ReadonlyMap<string, KubeObject>> {
  const root = mkdtempSync(path.join(tmpdir(), 'slipway-state-'))
  roots.push(root)
  const files = {
    'fleet/fleet.ts': `export default ${JSON.stringify(fleet)}\n`,
    'fleet/clusters/prod.ts': `export default ${JSON.stringify(cluster)}\n`,
    'apps/search/app.ts': inPage('apps/search/app.ts').replace('scale: 3', `scale: ${scale}`),
    'apps/search/config/elasticsearch.yml': inPage('apps/search/config/elasticsearch.yml'),
    'apps/search/releases/prod.json': JSON.stringify(release),
  }
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), text)
  }
  const rendered = await renderEstate(root)
  if (!rendered.ok) throw new Error(formatIssues(rendered.issues))
  return new Map(
    rendered.value.rendered
      .filter((file) => file.path.startsWith('clusters/prod/shop/search/'))
      .flatMap((file) => file.objects.map((object) => [path.basename(file.path, '.yaml'), object] as const)),
  )
}

describe('Elasticsearch of docs/state.md', () => {
  it('has names, volumes and machines of its own, and peers that find each other before they are ready', async () => {
    const three = await objects(3)
    expect(three.get('statefulset-search')).toMatchObject({
      spec: {
        replicas: 3,
        serviceName: 'search-pods',
        podManagementPolicy: 'Parallel',
        minReadySeconds: 120,
        template: {
          spec: {
            affinity: {
              podAntiAffinity: {
                requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname' }],
              },
            },
          },
        },
        volumeClaimTemplates: [{ spec: { resources: { requests: { storage: '500Gi' } } } }],
      },
    })
    expect(three.get('service-search-pods')).toMatchObject({
      spec: { clusterIP: 'None', publishNotReadyAddresses: true, ports: [{ port: 9200 }, { port: 9300 }] },
    })
    expect(JSON.stringify(three.get('statefulset-search'))).toContain('search-pods.shop.svc.cluster.local')
    expect(three.has('authorizationpolicy-search-peers')).toBe(true)
  })

  it('goes from three nodes to five by one number', async () => {
    const [three, five] = [await objects(3), await objects(5)]
    const changed = [...five].filter(([name, object]) => JSON.stringify(object) !== JSON.stringify(three.get(name)))
    expect([...five.keys()]).toEqual([...three.keys()])
    expect(changed.map(([name]) => name)).toEqual(['statefulset-search'])
    const set = (of: ReadonlyMap<string, KubeObject>) => of.get('statefulset-search') as { spec?: object } | undefined
    expect(set(five)?.spec).toEqual({ ...set(three)?.spec, replicas: 5 })
  })
})
