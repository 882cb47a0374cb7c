import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { formatIssues } from '@slipway/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nodeDisk } from '../write/disk.ts'
import { drift } from '../cache/cached-tree.ts'
import { filesOf, type Files } from './files.ts'
import { renderEstate } from './render.ts'
import { Sandbox } from '../../test/sandbox.ts'

const repository = fileURLToPath(new URL('../../../..', import.meta.url))
/** An estate of these tests' own, as the sample was. */
const estate = fileURLToPath(new URL('../../test/estate', import.meta.url))

async function filesBelow(root: string): Promise<Files> {
  const estate = await renderEstate(root)
  const files = estate.ok ? filesOf(estate.value.rendered) : estate
  if (!files.ok) throw new Error(formatIssues(files.issues))
  return files.value
}

/** Adding an app: what is in the tree only now, and what reads otherwise than before. */
function compare(before: Files, after: Files) {
  return {
    added: [...after.keys()].filter((file) => !before.has(file)),
    changed: [...before.keys()].filter((file) => after.has(file) && after.get(file) !== before.get(file)),
    gone: [...before.keys()].filter((file) => !after.has(file)),
  }
}

/** Where its images lie, in each registry of the fleet. */
const images = (name: string) =>
  ['eu-west-1', 'us-east-1'].map((region) => `aws/111122223333/${region}/repository-${name}.yaml`)

const app = (fields: object) =>
  `export default ${JSON.stringify({
    kind: 'http',
    team: 'shop',
    port: 8080,
    health: { ready: '/readyz', live: '/healthz' },
    cpu: '100m',
    memory: '128Mi',
    ...fields,
  })}\n`

it('the estate of this repository is rendered as it is committed, byte for byte', async () => {
  expect(drift(nodeDisk(repository), await filesBelow(repository))).toEqual([])
})

describe('an estate', () => {
  const sandbox = new Sandbox()
  let before: Files
  beforeAll(async () => {
    cpSync(estate, sandbox.root, { recursive: true })
    before = await filesBelow(sandbox.root)
  })
  afterAll(() => rmSync(sandbox.root, { recursive: true, force: true }))

  /** Puts an app into the estate for one look, in every cluster. */
  async function withApp(name: string, spec: string, extra?: string): Promise<Files> {
    const folder = path.join(sandbox.root, 'apps', name)
    mkdirSync(path.join(folder, 'releases'), { recursive: true })
    writeFileSync(path.join(folder, 'app.ts'), spec)
    if (extra !== undefined) writeFileSync(path.join(folder, 'extra.ts'), extra)
    for (const cluster of ['dev', 'staging', 'prod-eu', 'prod-us']) {
      writeFileSync(
        path.join(folder, 'releases', `${cluster}.json`),
        JSON.stringify({ digest: `sha256:${'b'.repeat(64)}`, version: '0.1.0' }),
      )
    }
    try {
      return await filesBelow(sandbox.root)
    } finally {
      rmSync(folder, { recursive: true })
    }
  }

  it('renders alike in another folder', async () => {
    expect(compare(await filesBelow(estate), before)).toEqual({ added: [], changed: [], gone: [] })
  })

  it('gets nothing but own files by an app that nobody reaches and that calls nobody', async () => {
    const { added, changed, gone } = compare(before, await withApp('loner', app({})))
    expect({ changed, gone }).toEqual({ changed: [], gone: [] })
    expect(added.filter((file) => !/^clusters\/[^/]+\/shop\/loner\//.test(file)).sort()).toEqual(images('loner'))
    expect(added.length).toBeGreaterThan(30)
  })

  it('gets own files, one permission per callee and a line in the host by an app that calls and is exposed', async () => {
    const { added, changed, gone } = compare(
      before,
      await withApp('reviews', app({ calls: ['catalog', 'orders'], expose: { host: 'shop', path: '/reviews' } })),
    )
    const clusters = ['dev', 'prod-eu', 'prod-us', 'staging']
    expect(gone).toEqual([])
    expect(changed.sort()).toEqual(clusters.map((c) => `clusters/${c}/platform/hosts/virtualservice-shop.yaml`))
    const callees = clusters.flatMap((c) => [
      `clusters/${c}/shop/orders/authorizationpolicy-orders-from-reviews.yaml`,
      `clusters/${c}/shop/catalog/authorizationpolicy-catalog-from-reviews.yaml`,
    ])
    expect(added.filter((file) => !/^clusters\/[^/]+\/shop\/reviews\//.test(file)).sort()).toEqual(
      [...images('reviews'), ...callees].sort(),
    )
  })

  it('changes one app in one cluster by one release file', async () => {
    const file = path.join(sandbox.root, 'apps/orders/releases/staging.json')
    writeFileSync(file, JSON.stringify({ digest: `sha256:${'c'.repeat(64)}`, version: '9.9.9' }))
    const { added, changed, gone } = compare(before, await filesBelow(sandbox.root))
    cpSync(path.join(estate, 'apps/orders/releases/staging.json'), file)
    expect({ added, changed, gone }).toEqual({
      added: [],
      changed: ['clusters/staging/shop/orders/deployment-orders.yaml'],
      gone: [],
    })
  })

  it('says which of its charts has the name of another', async () => {
    const file = path.join(sandbox.root, 'fleet/fleet.ts')
    const redis = "{ name: 'redis', repository: 'ghcr.io/acme', version: '1.2.3', namespace: 'cache' }"
    const fleet = readFileSync(file, 'utf8').replace("name: 'acme',", `name: 'acme', charts: [${redis}, ${redis}],`)
    writeFileSync(file, fleet)
    await expect(filesBelow(sandbox.root)).rejects.toThrow(/fleet\/fleet\.ts: charts\[1\]\.name +\[chart-name\]/)
    cpSync(path.join(estate, 'fleet/fleet.ts'), file)
  })

  it('says which extra.ts threw and where', async () => {
    const extra =
      'export default { add: ({ cluster }) => { if (cluster === "staging") throw new Error("no such thing"); return [] } }\n'
    await expect(withApp('odd', app({}), extra)).rejects.toThrow(
      /apps\/odd\/extra\.ts +\[extra-throws\]\n +given +line 1: no such thing \(in cluster staging\)/,
    )
  })
})
