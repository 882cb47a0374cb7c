import fs from 'node:fs'
import path from 'node:path'
import { lastClean, rules } from '@slipway/checks'
import { failed, type Issue, type Rendered } from '@slipway/core'
import { nodeDisk } from '@slipway/tree'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CheckedEstate, fileOf, issueOf, never, valid, withMore, type Judge } from '../test/checked-estate.ts'
import { fleet } from '../test/small-fleet.ts'
import type { Parts } from './run.ts'

let estate: CheckedEstate
beforeEach(() => void (estate = new CheckedEstate()))
afterEach(() => estate.remove())
const cache = () => estate.cache()

describe('check', () => {
  it('says a line for each ring', async () => {
    estate.write(fileOf('web'), fileOf('api'))
    expect(await estate.check(estate.rendering(fileOf('web'), fileOf('api')), valid)).toEqual({
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
    const broken: Parts['desire'] = () => Promise.resolve(failed(issueOf()))
    const { exit, out, err } = await estate.check(broken, valid)
    expect(exit).toBe(1)
    expect(out).toBe('ring 1  not rendered, so the other rings did not run, 1 problem  (0.0 s)\n')
    expect(err).toContain('apps/web/app.ts: port  [x]')
  })

  it('tells the problems of all rings together', async () => {
    const wrong = fileOf('web', { labels: { team: 'the shop' } })
    const judge: Judge = () => Promise.resolve(failed(issueOf({ file: wrong.path, code: 'schema-type' })))
    const { exit, out, err } = await estate.check(estate.rendering(wrong), judge)
    expect(exit).toBe(1)
    expect(out).toContain(`ring 2  1 object, ${rules.length} rules, 1 problem`)
    expect(out).toContain('drift   1 file, 1 problem')
    // What is wrong with the app stands before what `gen` would mend, though its file has another place in the
    // alphabet.
    const codes = [...err.matchAll(/\[([a-z-]+)\]\n/g)].map(([, code]) => code)
    expect(codes).toEqual(['object-labels', 'schema-type', 'drift-missing'])
  })

  it('judges what is rendered, not what stands on the disk', async () => {
    estate.write(fileOf('web'))
    const seen: string[] = []
    const judge: Judge = (input) => {
      seen.push(fs.readFileSync(path.join(input.root, fileOf('web').path), 'utf8'))
      return valid(input)
    }
    await estate.check(estate.rendering(fileOf('web', { labels: { a: 'b' } })), judge)
    expect(seen).toHaveLength(3)
    for (const text of seen) expect(text).toContain('a: b')
  })

  it('gives ring 3 the objects of each file', async () => {
    estate.write(fileOf('web'))
    const kinds: unknown[] = []
    const judge: Judge = (input) => {
      kinds.push(input.objectsOf?.(path.join(input.root, fileOf('web').path)))
      return valid(input)
    }
    await estate.check(estate.rendering(fileOf('web')), judge)
    expect(kinds[0]).toEqual(fileOf('web').objects)
  })

  it('fails where kubeconform cannot be had, and says how to get it', async () => {
    estate.write(fileOf('web'))
    const missing = issueOf({ file: 'kubeconform 0.8.0', at: '', code: 'kubeconform-missing', hint: 'put it on PATH' })
    const { exit, out, err } = await estate.check(estate.rendering(fileOf('web')), () =>
      Promise.resolve(failed(missing)),
    )
    expect(exit).toBe(1)
    expect(out).toContain('ring 2  1 object')
    expect(out).toContain('ring 3  DID NOT RUN: kubeconform cannot be asked')
    expect(err).toContain('put it on PATH')
  })

  it('leaves ring 3 out when told to', async () => {
    estate.write(fileOf('web'))
    const { exit, out } = await estate.check(estate.rendering(fileOf('web')), never, { schemas: false })
    expect(exit).toBe(0)
    expect(out).not.toContain('ring 3')
  })

  it('--app tells the problems of one app', async () => {
    const labels = { labels: { team: 'the shop' } }
    estate.write(fileOf('web', labels), fileOf('api', labels))
    const { exit, err } = await estate.check(estate.rendering(fileOf('web', labels), fileOf('api', labels)), valid, {
      app: 'web',
    })
    expect(exit).toBe(1)
    expect(err).toContain('configmap-web.yaml')
    expect(err).not.toContain('configmap-api.yaml')
  })

  it('--app with a name that is none', async () => {
    const { exit, err } = await estate.check(estate.rendering(), valid, { app: 'wbe' })
    expect(exit).toBe(1)
    expect(err).toContain('did you mean "web"?')
  })

  it('--json prints one object and nothing else', async () => {
    estate.write(fileOf('web'))
    const { exit, out, err } = await estate.check(estate.rendering(fileOf('web')), valid, { json: true })
    expect([exit, err]).toEqual([0, ''])
    expect(JSON.parse(out)).toMatchObject({ issues: [], checks: { passed: rules.length + 4, failed: 0 } })
  })
})

describe('a check of what is known', () => {
  const last = () => lastClean(nodeDisk(estate.root), 'code', 'schemas')
  const known = () => {
    const clean = last()
    const estate = {
      fleet,
      apps: [{ specs: new Map() }, { specs: new Map() }],
    }
    return Promise.resolve(clean && ({ clean, estate, clusters: 1, files: 2 } as never))
  }
  const of =
    (inputs: string | undefined, ...files: Rendered[]): Parts['desire'] =>
    (root) =>
      withMore(estate.rendering(...files), { inputs })(root)
  const charts = (...issues: Issue[]) => ({ charts: () => Promise.resolve({ releases: 2, rendered: 1, issues }) })
  const stacks = (...issues: Issue[]) => ({ aws: () => Promise.resolve({ stacks: 3, issues }) })

  it('says the same without rendering, asking kubeconform or judging stacks and charts', async () => {
    estate.write(fileOf('web'), fileOf('api'))
    await estate.check(of('i', fileOf('web'), fileOf('api')), valid, {}, { cache, ...stacks(), ...charts() })
    const { exit, out } = await estate.check(never, never, {}, { cache, known, aws: never, charts: never })
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
    estate.write(fileOf('web'))
    const { exit, out } = await estate.check(of('i', fileOf('web')), valid, {}, stacks(issueOf(more)))
    expect([exit, out]).toEqual([code, expect.stringContaining(text) as string])
  })
  it('still asks what else there is', async () => {
    estate.write(fileOf('web'))
    await estate.check(of('i', fileOf('web')), valid, {}, { cache })
    const owners = () => [issueOf({ file: '.github/CODEOWNERS' })]
    const { exit, err } = await estate.check(never, never, {}, { cache, known, owners })
    expect(exit).toBe(1)
    expect(err).toContain('.github/CODEOWNERS')
  })
  it('is of the whole estate', async () => {
    estate.write(fileOf('web'))
    await estate.check(of('i', fileOf('web')), valid, {}, { cache })
    const { out } = await estate.check(of('i', fileOf('web')), valid, { app: 'web' }, { cache, known })
    expect(out).toContain('drift   1 file')
  })
  const bad = fileOf('web', { namespace: 'nowhere' })
  it.each<[string, Rendered, Parameters<CheckedEstate['check']>]>([
    ['a rule found something', bad, [of('i', bad), valid]],
    ['a stack has an issue', fileOf('web'), [of('i', fileOf('web')), valid, {}, stacks(issueOf())]],
    ['an add-on has an issue', fileOf('web'), [of('i', fileOf('web')), valid, {}, charts(issueOf())]],
    ['a stack has a warning', fileOf('web'), [of('i', fileOf('web')), valid, {}, stacks(issueOf({ warning: true }))]],
    ['code was run for the inputs', fileOf('web'), [of(undefined, fileOf('web')), valid]],
    ['a schema found something', fileOf('web'), [of('i', fileOf('web')), () => Promise.resolve(failed(issueOf()))]],
    ['the tree was another', fileOf('web', { labels: { a: 'b' } }), [of('i', fileOf('web')), valid]],
    ['schemas were left out', fileOf('web'), [of('i', fileOf('web')), valid, { schemas: false }]],
    ['it was asked about one app', fileOf('web'), [of('i', fileOf('web')), valid, { app: 'web' }]],
  ])('is none where %s', async (_, there, [desire, judge, given = {}, more]) => {
    estate.write(there)
    await estate.check(desire, judge, given, { cache, ...more })
    expect(last()).toBeUndefined()
  })
})
