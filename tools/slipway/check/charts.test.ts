import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { CheckCache } from '@slipway/checks/light'
import { ok, type Issue } from '@slipway/core'
import { nodeDisk } from '@slipway/tree/light'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { fleet } from '../test/small-fleet.ts'
import { check, type Parts } from './run.ts'

let root: string
beforeEach(() => {
  root = fs.mkdtempSync(path.join(fs.realpathSync(tmpdir()), 'slipway-check-charts-'))
  fs.mkdirSync(path.join(root, 'apps/web'), { recursive: true })
})
afterEach(() => fs.rmSync(root, { recursive: true, force: true }))

/** Of nothing: no rule looks at add-ons. */
const desire: Parts['desire'] = () =>
  Promise.resolve(
    ok({
      hashes: new Map(),
      key: () => undefined,
      drift: () => [],
      files: () => [],
      model: { fleet, rejected: new Map() },
      apps: 1,
      sources: [],
      clusters: 1,
    } as never),
  )
const cache: Parts['cache'] = () => new CheckCache(nodeDisk(root), 'code', ['fleet'], undefined)
const issue: Issue = { file: 'fleet/fleet.ts', at: 'addons', code: 'x', got: 'a', want: 'b', hint: 'c' }

it.each<[string, readonly Issue[], string | undefined, number]>([
  ['are not judged again where nothing was found', [], undefined, 1],
  ['are judged again where something was found', [issue], undefined, 3],
  ['are still known after a run that asks about one app', [], 'web', 1],
])('add-ons %s', async (_, issues, app, times) => {
  let judged = 0
  const charts = () => Promise.resolve({ releases: ++judged, rendered: 1, issues })
  const run = async (of?: string) => {
    let out = ''
    const speech = { out: (text: string) => (out += text), err: () => {}, seconds: () => 0 }
    const options = { root, app: of, json: false, schemas: false }
    const code = await check(options, { desire, validate: () => Promise.reject(), charts, cache }, speech)
    return { code, out }
  }
  const { code } = await run()
  await run(app)
  const last = await run()
  expect([judged, last.code]).toEqual([times, code])
  expect(last.out).toContain(`charts  ${judged} add-on`)
})
