import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ran } from '@slipway/cli/test'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { allAnswers } from '../init/answers.ts'
import why from '../why.ts'
import type { Explained } from './run.ts'

const root = mkdtempSync(path.join(realpathSync(tmpdir()), 'slipway-why-aws-'))
const put = (file: string, data: unknown) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), `export default ${JSON.stringify(data)}`)
}
beforeAll(() => {
  const { fleet, clusters } = allAnswers({
    name: 'globex',
    repository: 'https://git.globex.example/x.git',
    branch: 'main',
    email: 'p@globex.example',
    environments: ['live'],
    teams: ['mail'],
    account: '222233334444',
    region: 'eu-west-1',
    domain: 'globex.example',
    scaler: 'karpenter',
  })
  put('fleet/fleet.ts', fleet)
  for (const [name, data] of Object.entries(clusters)) put(`fleet/clusters/${name}.ts`, data)
  put('apps/sorter/app.ts', {
    kind: 'worker',
    team: 'mail',
    port: 8080,
    health: { ready: '/readyz', live: '/healthz' },
    cpu: '100m',
    memory: '128Mi',
    scale: 2,
    needs: { table: { stamps: { key: 'id' } }, database: { post: { engine: 'postgres-17', backups: '7d' } } },
  })
  put('apps/hooks/app.ts', { kind: 'function', team: 'mail', memory: '256Mi', schedule: '0 3 * * *' })
  const release = { digest: `sha256:${'a'.repeat(64)}`, version: '1.4.0' }
  mkdirSync(path.join(root, 'apps/hooks/releases'))
  writeFileSync(path.join(root, 'apps/hooks/releases/live.json'), JSON.stringify(release))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const file = 'aws/222233334444/eu-west-1/live-needs-sorter.yaml'
const causes = async (cwd: string, named: string, field: string): Promise<readonly string[]> => {
  const { out } = await ran(why, [named, field, '--root', root, '--json'], cwd)
  const { fields = [] } = JSON.parse(out) as { fields?: readonly Explained[] }
  return [...new Set(fields.flatMap(({ because }) => because.map((one) => `${one.file}: ${one.field}`)))]
}

it.each<[string, string, string]>([
  ["a need's own word", 'Resources.StampsTable.Properties.KeySchema', 'apps/sorter/app.ts: needs.table.stamps.key'],
  [
    'how long a database is kept',
    'Resources.PostDatabase.Properties.BackupRetentionPeriod',
    'apps/sorter/app.ts: needs.database.post.backups',
  ],
  ['the team in its name', 'Resources.StampsTable.Properties.TableName', 'apps/sorter/app.ts: team'],
])('says of a stack by which word it was made: %s', async (_, field, cause) => {
  expect(await causes(root, file, field)).toContain(cause)
})

it('says of an object of ACK by which word it was made', async () => {
  const fleetFile = path.join(root, 'fleet/fleet.ts')
  const before = readFileSync(fleetFile, 'utf8')
  writeFileSync(fleetFile, before.replace('export default {', 'export default {"needs":"ack",'))
  const object = 'clusters/live/platform/needs-sorter/table-live-mail-stamps.yaml'
  try {
    expect(await causes(root, object, 'spec.keySchema')).toContain('apps/sorter/app.ts: needs.table.stamps.key')
  } finally {
    writeFileSync(fleetFile, before)
  }
})

it.each<[string, string, string, readonly string[]]>([
  [
    'its own',
    'eu-west-1/live-function-hooks.yaml',
    'Resources.Function.Properties.MemorySize',
    ['apps/hooks/app.ts: memory'],
  ],
  [
    'the boundary of all of a cluster',
    'live-functions-boundary.yaml',
    'Resources.Functions.Properties.PolicyDocument.Statement[0].Resource',
    ['fleet/clusters/live.ts: region'],
  ],
  [
    'which has none without a function',
    'live-functions-boundary.yaml',
    'Resources.Functions.Properties.PolicyDocument.Statement[0].Sid',
    [],
  ],
])('says of the stacks of a function by what they were made: %s', async (_, stack, field, all) => {
  expect(await causes(root, `aws/222233334444/${stack}`, field)).toEqual(all)
})

it('takes the path from the root of the estate, too, wherever it is asked', async () => {
  const field = 'Resources.StampsTable.Properties.KeySchema'
  const here = await causes(root, file, field)
  expect(here).not.toEqual([])
  expect(await causes(tmpdir(), file, field)).toEqual(here)
  expect(await causes(tmpdir(), path.join(root, file), field)).toEqual(here)
})

it('knows a stack of a cluster, and no file that is none', async () => {
  const [known, unknown] = await Promise.all(
    ['aws/222233334444/live-boundary.yaml', 'aws/222233334444/none.yaml'].map((one) =>
      ran(why, [one, '--root', root], root),
    ),
  )
  expect([known?.code, unknown?.code]).toEqual([0, 1])
  expect(unknown?.err).toContain('[not-rendered]')
})
