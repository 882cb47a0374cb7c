import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { failed, ok, type Rendered } from '@slipway/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { desiring } from '../test/desiring.ts'
import type { Speech } from './report.ts'
import { resolve, type Render } from './resolve.ts'
import { gen, type Options } from './run.ts'

let root: string
beforeEach(() => {
  root = fs.mkdtempSync(path.join(fs.realpathSync(tmpdir()), 'slipway-gen-'))
  for (const app of ['web', 'api']) fs.mkdirSync(path.join(root, 'apps', app), { recursive: true })
})
afterEach(() => fs.rmSync(root, { recursive: true, force: true }))

const file = (app: string, word: string): Rendered => ({
  path: `clusters/dev/shop/${app}/configmap-${app}.yaml`,
  source: `apps/${app}/app.ts`,
  objects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: app }, data: { word } }],
})
const rendering =
  (...rendered: Rendered[]): Render =>
  (_, progress) => {
    progress?.('dev: all')
    return Promise.resolve(ok({ rendered, apps: rendered.length, clusters: 1 }))
  }
const two = rendering(file('web', 'a'), file('api', 'a'))

/** Runs a verb and keeps what it said. */
async function said(verb: typeof gen | typeof resolve, render: Render, given: Partial<Options> = {}) {
  const heard = { out: '', err: '', progress: [] as string[] }
  const options = { root, check: false, app: undefined, json: false, ...given }
  const speech: Speech = {
    out: (text) => void (heard.out += text),
    err: (text) => void (heard.err += text),
    progress: (line) => void heard.progress.push(line),
    seconds: () => 0.5,
  }
  const exit = await (verb === gen ? gen(options, desiring(render), speech) : resolve(options, render, speech))
  return { exit, ...heard }
}

describe('gen', () => {
  it('writes, then has nothing to do', async () => {
    expect(await said(gen, two)).toEqual({
      exit: 0,
      err: '',
      progress: ['dev: all'],
      out: `\
written  clusters/dev/shop/api/configmap-api.yaml
written  clusters/dev/shop/web/configmap-web.yaml
2 apps, 1 cluster: 2 files, 2 written, 0 unchanged, 0 deleted in 0.5 s
`,
    })
    expect((await said(gen, two)).out).toBe('2 apps, 1 cluster: 2 files, 0 written, 2 unchanged, 0 deleted in 0.5 s\n')
    expect(fs.existsSync(path.join(root, '.slipway/gen.lock'))).toBe(false)
  })

  it('checks without writing', async () => {
    const missing = await said(gen, two, { check: true })
    expect(missing).toMatchObject({ exit: 1, out: '' })
    expect(missing.err).toContain('clusters/dev/shop/web/configmap-web.yaml  [drift-missing]')
    expect(missing.err).toMatch(/2 problems\n$/)
    expect(fs.existsSync(path.join(root, 'clusters'))).toBe(false)
    expect(fs.existsSync(path.join(root, '.slipway'))).toBe(false)
    await said(gen, two)
    expect(await said(gen, two, { check: true })).toMatchObject({
      exit: 0,
      err: '',
      out: '2 apps, 1 cluster: 2 files, all as rendered, checked in 0.5 s\n',
    })
  })

  it("writes one app's folders only", async () => {
    await said(gen, two)
    const changed = rendering(file('web', 'b'), file('api', 'b'))
    expect((await said(gen, changed, { app: 'web' })).out).toBe(`\
written  clusters/dev/shop/web/configmap-web.yaml
2 apps, 1 cluster: 1 file, 1 written, 0 unchanged, 0 deleted in 0.5 s
`)
    expect(await said(gen, changed, { app: 'web', check: true })).toMatchObject({ exit: 0 })
    expect(await said(gen, changed, { check: true })).toMatchObject({
      exit: 1,
      err: expect.stringContaining('configmap-api.yaml: line 7') as unknown,
    })
  })

  it.each([
    ['wbe', 'did you mean "web"?'],
    ['../web', 'use one of: api, web'],
  ])('knows no app %s', async (app, hint) => {
    const unknown = await said(gen, two, { app })
    expect(unknown).toMatchObject({ exit: 1, out: '' })
    expect(unknown.err).toContain(
      `apps  [unknown-app]\n  given   --app "${app}"\n  wanted  a folder of apps/\n  do      ${hint}`,
    )
  })

  it('speaks JSON', async () => {
    const done = await said(gen, two, { json: true })
    expect(JSON.parse(done.out)).toEqual({
      ok: true,
      apps: 2,
      clusters: 1,
      files: 2,
      unchanged: 0,
      removed: [],
      edited: [],
      written: ['clusters/dev/shop/api/configmap-api.yaml', 'clusters/dev/shop/web/configmap-web.yaml'],
    })
    fs.rmSync(path.join(root, 'clusters/dev/shop/web'), { recursive: true })
    const drifted = await said(gen, two, { json: true, check: true })
    expect(drifted).toMatchObject({ exit: 1, err: '' })
    expect(JSON.parse(drifted.out)).toMatchObject({ ok: false, issues: [{ code: 'drift-missing' }] })
  })

  it('says every issue of the inputs, writes nothing, and gives the lock back', async () => {
    const issue = {
      file: 'apps/web/app.ts',
      at: 'port',
      code: 'invalid-value',
      got: '"x"',
      want: 'a port',
      hint: 'correct "port"',
    }
    expect(await said(gen, () => Promise.resolve(failed(issue)))).toMatchObject({
      exit: 1,
      out: '',
      err: `\
apps/web/app.ts: port  [invalid-value]
  given   "x"
  wanted  a port
  do      correct "port"

1 problem
`,
    })
    expect(await said(gen, rendering({ ...file('web', 'a'), path: '../a.yaml' }))).toMatchObject({
      exit: 1,
      err: expect.stringContaining('[tree-path]') as unknown,
    })
    await expect(said(gen, () => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug')
    expect(fs.readdirSync(path.join(root, '.slipway'))).toEqual([])
  })

  it('does not start while another run is at work', async () => {
    fs.mkdirSync(path.join(root, '.slipway'))
    fs.writeFileSync(path.join(root, '.slipway/gen.lock'), '1 elsewhere\n')
    let rendered = false
    const busy = await said(gen, (...given) => {
      rendered = true
      return two(...given)
    })
    expect(busy).toMatchObject({
      exit: 1,
      err: expect.stringContaining('process 1 on elsewhere is writing the tree') as unknown,
    })
    expect(rendered).toBe(false)
  })

  it('reminds of git add after a merge that took one side', async () => {
    fs.mkdirSync(path.join(root, '.slipway'))
    fs.writeFileSync(path.join(root, '.slipway/remerge'), 'clusters/a.yaml\n')
    expect((await said(gen, two)).out).toContain('Before you commit: git add clusters\n')
    expect((await said(gen, two)).out).not.toContain('git add')
  })
})

describe('resolve', () => {
  it('says what git says outside a repository', async () => {
    const outside = await said(resolve, two)
    expect(outside).toMatchObject({ exit: 1, err: expect.stringContaining('not a git repository') as unknown })
  })
})
