import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { CheckCache, lastClean, rules } from '@slipway/checks'
import { failed, ok, type Issue, type Rendered } from '@slipway/core'
import { desiredOf, drift, filesOf, nodeDisk } from '@slipway/tree'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fleet } from '../test/small-fleet.ts'
import { check, type Options, type Parts } from './run.ts'
import type { Tree } from './tree.ts'

let root: string
beforeEach(() => {
  root = fs.mkdtempSync(path.join(fs.realpathSync(tmpdir()), 'slipway-check-test-'))
  for (const app of ['web', 'api']) fs.mkdirSync(path.join(root, 'apps', app), { recursive: true })
})
afterEach(() => fs.rmSync(root, { recursive: true, force: true }))

const file = (app: string, more: object = {}): Rendered => ({
  path: `clusters/dev/shop/${app}/configmap-${app}.yaml`,
  source: `apps/${app}/app.ts`,
  objects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: app, namespace: 'shop', ...more }, data: {} }],
})
const issue = (over: Partial<Issue>): Issue => ({
  file: 'apps/web/app.ts',
  at: 'port',
  code: 'x',
  got: 'a',
  want: 'b',
  hint: 'c',
  ...over,
})

type Judge = Parts['validate']
const valid: Judge = ({ folders, kubernetesVersion }) =>
  Promise.resolve(
    ok({
      valid: folders.length,
      files: 1,
      kubernetesVersion,
      kubeconform: { command: 'k', version: '0', from: 'PATH', notes: [] },
    }),
  )

const rendering =
  (...rendered: Rendered[]): Parts['desire'] =>
  () => {
    const texts = filesOf(rendered)
    const tree = texts.ok ? texts.value : new Map<string, string>()
    const files = (folder: string) => rendered.filter((one) => path.dirname(one.path) === folder)
    const drifted: Tree['drift'] = (scope) => drift(nodeDisk(root), tree, scope)
    return Promise.resolve(
      ok({
        ...desiredOf(tree),
        key: () => undefined,
        drift: drifted,
        files,
        model: { fleet, rejected: new Map() },
        apps: rendered.length,
        sources: [],
        clusters: 1,
      } as never),
    )
  }

const withMore =
  (desire: Parts['desire'], more: Partial<Tree>): Parts['desire'] =>
  async (at) => {
    const made = await desire(at)
    return made.ok ? ok({ ...made.value, ...more }) : made
  }

/** Writes what is rendered, as gen would. */
function written(...rendered: Rendered[]): void {
  const files = filesOf(rendered)
  for (const [name, text] of files.ok ? files.value : []) {
    fs.mkdirSync(path.join(root, path.dirname(name)), { recursive: true })
    fs.writeFileSync(path.join(root, name), text)
  }
}

async function said(desire: Parts['desire'], validate: Judge, given: Partial<Options> = {}, more: Partial<Parts> = {}) {
  const heard = { out: '', err: '' }
  const options = { root, app: undefined, json: false, schemas: true, ...given }
  const exit = await check(
    options,
    { desire, validate, ...more },
    {
      out: (text) => void (heard.out += text),
      err: (text) => void (heard.err += text),
      seconds: () => 0,
    },
  )
  return { exit, ...heard }
}

const cache = () => new CheckCache(nodeDisk(root), 'code', [], 'schemas')
const never = () => Promise.reject(new Error('asked'))

describe('check', () => {
  it('says a line for each ring', async () => {
    written(file('web'), file('api'))
    expect(await said(rendering(file('web'), file('api')), valid)).toEqual({
      exit: 0,
      err: '',
      out: `\
ring 1  2 apps, 1 cluster, 0 problems  (0.0 s)
ring 2  2 objects, ${rules.length} rules, 0 problems  (0.0 s)
drift   2 files, 0 problems  (0.0 s)
ring 3  1 object, Kubernetes 1.34, 1.35, 1.36, 0 problems  (0.0 s)
`,
    })
  })

  it('ends with ring 1 where nothing can be rendered', async () => {
    const broken: Parts['desire'] = () => Promise.resolve(failed(issue({})))
    const { exit, out, err } = await said(broken, valid)
    expect(exit).toBe(1)
    expect(out).toBe('ring 1  not rendered, so the other rings did not run, 1 problem  (0.0 s)\n')
    expect(err).toContain('apps/web/app.ts: port  [x]')
  })

  it('tells the problems of all rings together', async () => {
    const wrong = file('web', { labels: { team: 'the shop' } })
    const judge: Judge = () => Promise.resolve(failed(issue({ file: wrong.path, code: 'schema-type' })))
    const { exit, out, err } = await said(rendering(wrong), judge)
    expect(exit).toBe(1)
    expect(out).toContain(`ring 2  1 object, ${rules.length} rules, 1 problem`)
    expect(out).toContain('drift   1 file, 1 problem')
    // What is wrong with the app stands before what `gen` would mend, though its file has another place in the alphabet.
    const codes = [...err.matchAll(/\[([a-z-]+)\]\n/g)].map(([, code]) => code)
    expect(codes).toEqual(['object-labels', 'schema-type', 'drift-missing'])
  })

  it('judges what is rendered, not what stands on the disk', async () => {
    written(file('web'))
    const seen: string[] = []
    const judge: Judge = (input) => {
      seen.push(fs.readFileSync(path.join(input.root, file('web').path), 'utf8'))
      return valid(input)
    }
    await said(rendering(file('web', { labels: { a: 'b' } })), judge)
    expect(seen).toHaveLength(3)
    for (const text of seen) expect(text).toContain('a: b')
  })

  it('gives ring 3 the objects of each file', async () => {
    written(file('web'))
    const kinds: unknown[] = []
    const judge: Judge = (input) => {
      kinds.push(input.objectsOf?.(path.join(input.root, file('web').path)))
      return valid(input)
    }
    await said(rendering(file('web')), judge)
    expect(kinds[0]).toEqual(file('web').objects)
  })

  it('fails where kubeconform cannot be had, and says how to get it', async () => {
    written(file('web'))
    const missing = issue({ file: 'kubeconform 0.8.0', at: '', code: 'kubeconform-missing', hint: 'put it on PATH' })
    const { exit, out, err } = await said(rendering(file('web')), () => Promise.resolve(failed(missing)))
    expect(exit).toBe(1)
    expect(out).toContain('ring 2  1 object')
    expect(out).toContain('ring 3  DID NOT RUN: kubeconform cannot be asked')
    expect(err).toContain('put it on PATH')
  })

  it('leaves ring 3 out when told to', async () => {
    written(file('web'))
    const { exit, out } = await said(rendering(file('web')), never, { schemas: false })
    expect(exit).toBe(0)
    expect(out).not.toContain('ring 3')
  })

  it('--app tells the problems of one app', async () => {
    const labels = { labels: { team: 'the shop' } }
    written(file('web', labels), file('api', labels))
    const { exit, err } = await said(rendering(file('web', labels), file('api', labels)), valid, { app: 'web' })
    expect(exit).toBe(1)
    expect(err).toContain('configmap-web.yaml')
    expect(err).not.toContain('configmap-api.yaml')
  })

  it('--app with a name that is none', async () => {
    const { exit, err } = await said(rendering(), valid, { app: 'wbe' })
    expect(exit).toBe(1)
    expect(err).toContain('did you mean "web"?')
  })

  it('--json prints one object and nothing else', async () => {
    written(file('web'))
    const { exit, out, err } = await said(rendering(file('web')), valid, { json: true })
    expect([exit, err]).toEqual([0, ''])
    expect(JSON.parse(out)).toMatchObject({ issues: [], checks: { passed: rules.length + 4, failed: 0 } })
  })
})

describe('a cached check', () => {
  /** How often kubeconform was asked, and about which folders. */
  function counting() {
    const asked: (readonly string[])[] = []
    const judge: Judge = (input) => {
      asked.push(input.folders)
      return valid(input)
    }
    return { asked, judge }
  }

  it('asks kubeconform about nothing that it found valid', async () => {
    written(file('web'), file('api'))
    expect((await said(rendering(file('web'), file('api')), valid, {}, { cache })).exit).toBe(0)
    const { exit, out } = await said(rendering(file('web'), file('api')), never, {}, { cache })
    expect([exit, out]).toEqual([
      0,
      `\
ring 1  2 apps, 1 cluster, 0 problems  (0.0 s)
ring 2  2 objects, ${rules.length} rules, 0 problems  (0.0 s)
drift   2 files, 0 problems  (0.0 s)
ring 3  2 files as they were judged before, Kubernetes 1.34, 1.35, 1.36, 0 problems  (0.0 s)
`,
    ])
  })
  it('asks again about a folder with another text, and reads the disk each time', async () => {
    const { asked, judge } = counting()
    written(file('web'), file('api'))
    await said(rendering(file('web'), file('api')), judge, {}, { cache })
    const changed = [file('web', { labels: { a: 'b' } }), file('api')]
    expect((await said(rendering(...changed), judge, {}, { cache })).out).toContain('drift   2 files, 1 problem')
    expect(asked.slice(3)).toEqual(Array.from({ length: 3 }, () => ['clusters/dev/shop/web']))
  })
  it.each<[string, Judge, Partial<Options>]>([
    ['it found something', () => Promise.resolve(failed(issue({ code: 'schema-type' }))), {}],
    ['it was not asked', never, { schemas: false }],
  ])('asks again where %s', async (_, first, given) => {
    const { asked, judge } = counting()
    written(file('web'))
    await said(rendering(file('web')), first, given, { cache })
    await said(rendering(file('web')), judge, {}, { cache })
    expect(asked).toHaveLength(3)
  })
})

describe('stacks of AWS', () => {
  // No rule asks for files of theirs, of which there are none here.
  const keyed = (key: string | undefined) =>
    withMore(rendering(), { hashes: new Map([['aws/1/a.yaml', 'h']]), key: () => key, files: () => null as never })
  it.each<[string, string | undefined, string | undefined, readonly Issue[], number]>([
    ['are not judged again while nothing that decides them changes', 'k', 'k', [], 1],
    ['are judged again when that changes', 'k', 'l', [], 2],
    ['are judged each time where nobody knows what decides them', undefined, undefined, [], 2],
    ['are judged again where something was found, be it a warning', 'k', 'k', [issue({ warning: true })], 2],
  ])('%s', async (_, before, now, issues, times) => {
    let judged = 0
    const aws = () => Promise.resolve({ stacks: ++judged, issues })
    const first = await said(keyed(before), valid, {}, { cache, aws })
    const second = await said(keyed(now), valid, {}, { cache, aws })
    expect([judged, second.exit]).toEqual([times, first.exit])
    expect(second.out).toContain(`aws     ${times} stack`)
  })
})

describe('a check of what is known', () => {
  const last = () => lastClean(nodeDisk(root), 'code', 'schemas')
  const known = () => {
    const clean = last()
    const estate = { fleet, apps: [{}, {}] }
    return Promise.resolve(clean && ({ clean, estate, clusters: 1, files: 2 } as never))
  }
  const of = (inputs: string | undefined, ...files: Rendered[]) => withMore(rendering(...files), { inputs })
  const charts = (...issues: Issue[]) => ({ charts: () => Promise.resolve({ releases: 2, rendered: 1, issues }) })
  const stacks = (...issues: Issue[]) => ({ aws: () => Promise.resolve({ stacks: 3, issues }) })

  it('says the same without rendering, asking kubeconform or judging stacks and charts', async () => {
    written(file('web'), file('api'))
    await said(of('i', file('web'), file('api')), valid, {}, { cache, ...stacks(), ...charts() })
    const { exit, out } = await said(never, never, {}, { cache, known, aws: never, charts: never })
    expect([exit, out]).toEqual([
      0,
      `\
ring 1  2 apps, 1 cluster, 0 problems  (0.0 s)
ring 2  2 objects, ${rules.length} rules, 0 of 2 folders judged anew, 0 problems  (0.0 s)
drift   2 files, 0 problems  (0.0 s)
charts  2 add-ons, 1 with values that nobody rendered (npx slipway charts), 0 problems  (0.0 s)
aws     3 stacks, 0 problems  (0.0 s)
ring 3  2 files as they were judged before, Kubernetes 1.34, 1.35, 1.36, 0 problems  (0.0 s)
`,
    ])
  })
  it.each([
    ['an issue fails', {}, 1, '3 stacks, 1 problem'],
    ['a warning does not', { warning: true }, 0, '3 stacks, 0 problems, 1 warning'],
  ] as const)('of a stack %s', async (_, more, code, text) => {
    written(file('web'))
    const { exit, out } = await said(of('i', file('web')), valid, {}, stacks(issue(more)))
    expect([exit, out]).toEqual([code, expect.stringContaining(text) as string])
  })
  it('still asks what else there is', async () => {
    written(file('web'))
    await said(of('i', file('web')), valid, {}, { cache })
    const owners = () => [issue({ file: '.github/CODEOWNERS' })]
    const { exit, err } = await said(never, never, {}, { cache, known, owners })
    expect(exit).toBe(1)
    expect(err).toContain('.github/CODEOWNERS')
  })
  it('is of the whole estate', async () => {
    written(file('web'))
    await said(of('i', file('web')), valid, {}, { cache })
    const { out } = await said(of('i', file('web')), valid, { app: 'web' }, { cache, known })
    expect(out).toContain('drift   1 file')
  })
  const bad = file('web', { namespace: 'nowhere' })
  it.each<[string, Rendered, Parameters<typeof said>]>([
    ['a rule found something', bad, [of('i', bad), valid]],
    ['a stack has an issue', file('web'), [of('i', file('web')), valid, {}, stacks(issue({}))]],
    ['an add-on has an issue', file('web'), [of('i', file('web')), valid, {}, charts(issue({}))]],
    ['a stack has a warning', file('web'), [of('i', file('web')), valid, {}, stacks(issue({ warning: true }))]],
    ['code was run for the inputs', file('web'), [of(undefined, file('web')), valid]],
    ['a schema found something', file('web'), [of('i', file('web')), () => Promise.resolve(failed(issue({})))]],
    ['the tree was another', file('web', { labels: { a: 'b' } }), [of('i', file('web')), valid]],
    ['schemas were left out', file('web'), [of('i', file('web')), valid, { schemas: false }]],
    ['it was asked about one app', file('web'), [of('i', file('web')), valid, { app: 'web' }]],
  ])('is none where %s', async (_, there, [desire, judge, given = {}, more]) => {
    written(there)
    await said(desire, judge, given, { cache, ...more })
    expect(last()).toBeUndefined()
  })
})
