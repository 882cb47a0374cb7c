import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { home, parse } from '@slipway/cli'
import { ran } from '@slipway/cli/test'
import { scenarios, type Scenario } from '@slipway/rehearsal'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import gen from '../gen.ts'
import command from '../rehearse.ts'
import { readArgs, type ParsedArgs } from './options.ts'
import { rehearse } from './run.ts'

const parsed = (words: string) => {
  const read = parse(command, words.split(' ').filter(Boolean), '/from')
  if (read.kind !== 'run') return read.kind === 'wrong' ? read.why : 'help'
  return readArgs(read.values, read.words)
}
const plays = (words: string) =>
  (parsed(words) as ParsedArgs).plays.map(({ scenario, sabotage }) =>
    sabotage === undefined ? scenario.name : `${scenario.name}/${sabotage.name}`,
  )
const usual = scenarios.filter(({ onlyNamed }) => onlyNamed !== true)
const every = usual.map(({ name }) => name)
const real = scenarios.filter(({ traffic }) => traffic === true)
const scaling = scenarios.filter(({ scales, traffic }) => scales === true && traffic !== true)
const namesOf = (isPlayed: (one: Scenario) => boolean) => scenarios.filter(isPlayed).map(({ name }) => name)
const breaksOf = (most: number) =>
  usual.flatMap((scenario) => scenario.sabotages.slice(0, most).map((sabotage) => `${scenario.name}/${sabotage.name}`))

describe('readArgs', () => {
  it.each<[string, readonly string[]]>([
    ['drain', ['drain']],
    ['drain canary-promotes', ['canary-promotes', 'drain']],
    ['drain --broken no-budget', ['drain/no-budget']],
    ['--whole', every],
    ['--all', [...every, ...breaksOf(Infinity)]],
    ['--all --breaks 1', [...every, ...breaksOf(1)]],
    ['--all --breaks 2', [...every, ...breaksOf(2)]],
    ['--traffic', real.map(({ name }) => name)],
    ['--scaling', scaling.map(({ name }) => name)],
    ['--scaling functions', namesOf((one) => scaling.includes(one) || one.name === 'functions')],
    ['--traffic drain', namesOf((one) => real.includes(one) || one.name === 'drain')],
    ['--whole functions', namesOf((one) => usual.includes(one) || one.name === 'functions')],
    ['traffic-pods --broken all', ['traffic-pods/no-outlier-detection', 'traffic-pods/patient-probe']],
    [
      '--traffic --quick --broken all',
      real.flatMap(({ name, sabotages: own }) => own.map((sabotage) => `${name}/${sabotage.name}`)),
    ],
  ])('%s plays these', (words, names) => expect(plays(words)).toEqual(names))

  it('reads every flag', () => {
    expect(
      parsed(
        'traffic --quick --again --cluster dev --app a --app b --affected main --out x --within 5 --keep --loopback',
      ),
    ).toMatchObject({
      quick: true,
      again: true,
      cluster: 'dev',
      apps: ['a', 'b'],
      affected: 'main',
      out: '/from/x',
      within: 5,
      keep: true,
      loopback: true,
      root: home,
    })
  })

  const most = Math.min(4, availableParallelism() + 1)
  it.each([
    ['drain', 1],
    ['--all', most],
    ['--whole', most],
    ['--all --jobs 7', 7],
    ['--traffic', 3],
    ['--scaling', 3],
  ])('%s plays %i at once', (words, jobs) => expect(parsed(words)).toMatchObject({ jobs }))

  it('leaves the time to each scenario when nobody says it', () =>
    expect(parsed('drain')).toMatchObject({ within: undefined }))

  it.each([
    ['', 'name a scenario, or --all, or --traffic, or --scaling, or --list'],
    ['drian', '"drian" is no scenario: did you mean "drain"?'],
    ['drain --broken no-budgt', '"no-budgt" is nothing that can be broken here: did you mean "no-budget"?'],
    ['canary-promotes --broken no-budget', '"no-budget" is nothing that can be broken here'],
    ['drain --within soon', '--within "soon" is no number of seconds: give a whole number from 1'],
    ['drain --within 0', '--within "0" is no number of seconds'],
    ['drain --jobs 0', '--jobs "0" is no number of rehearsals: give a whole number from 1'],
    [
      '--all --breaks none',
      '--breaks "none" is no number of manifests to break: give a whole number from 1; with --whole nothing is broken',
    ],
    ['--all --breaks 0', '--breaks "0" is no number of manifests to break'],
    [
      'drain --breaks 1',
      '--breaks says how many of each scenario --all breaks: give --all, too, or name one with --broken',
    ],
    ['drain --within 1.5', '--within "1.5" is no number of seconds'],
    ['--all --quick', '--quick is for scenarios with real requests'],
    ['drain traffic --quick', '--quick is for scenarios with real requests'],
    ['--all --traffic', '--traffic plays what --all and --whole leave out'],
    ['--whole --scaling', '--scaling plays what --all and --whole leave out'],
    ['--traffic --scaling', '--traffic plays what --all and --whole leave out'],
    ['--traffic --keep', '--keep leaves one scenario running: name one'],
    ['--all --keep', '--keep leaves one scenario running: name one'],
    ['drain adopt --keep', '--keep leaves one scenario running: name one'],
    ['drain --kep', "Unknown option '--kep'"],
    ['drain --app', '--app wants NAME'],
  ])('"%s" is told: %s', (words, said) => {
    const told = parsed(words)
    expect(typeof told === 'string' ? told.slice(0, said.length) : told).toBe(said)
  })
})

describe('the verb', () => {
  const run = async (words: readonly string[]) => {
    const { code, out, err } = await ran(command, words)
    return { code, stdout: out, stderr: err }
  }
  /** What the verb does after it has read its words; then it ends its process, and it takes signals. */
  const begun = async (words: readonly string[]) => {
    const said = { stdout: '', stderr: '' }
    const code = await rehearse(parsed(words.join(' ')) as ParsedArgs, new AbortController().signal, {
      out: (text) => void (said.stdout += text),
      err: (text) => void (said.stderr += text),
      progress: () => {},
      seconds: () => 0,
      colour: false,
      cwd: home,
    })
    return { code, ...said }
  }
  const apart = (words: readonly string[]) =>
    new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
      execFile(
        process.execPath,
        [path.join(import.meta.dirname, '../bin/slipway.cjs'), 'rehearse', ...words],
        (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }),
      )
    })

  /** An estate of these tests' own, rendered. */
  const root = mkdtempSync(path.join(tmpdir(), 'slipway-rehearse-'))
  beforeAll(async () => {
    cpSync(path.join(home, 'libs/tree/test/estate'), root, { recursive: true })
    expect(await ran(gen, ['--root', root])).toMatchObject({ code: 0 })
  })
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  it.each<[string, number, 'stdout' | 'stderr', string]>([
    ['--help', 0, 'stdout', 'Usage: npx slipway rehearse [NAME...] [OPTIONS]'],
    ['--no-such-flag --help', 2, 'stderr', 'Usage'],
    ['drian', 2, 'stderr', 'did you mean "drain"?'],
    ['--list', 0, 'stdout', '--broken no-budget'],
  ])('%s: exit %i and words on %s', async (words, code, stream, said) => {
    const done = await run(words.split(' '))
    expect([done.code, done[stream]]).toEqual([code, expect.stringContaining(said)])
  })

  const noCluster: [string, number, 'stderr', string] = ['drain --cluster devq', 1, 'stderr', 'did you mean "dev"?']
  it('ends its process with what it comes to', async () => {
    const [words, code, stream, said] = noCluster
    const done = await apart([...words.split(' '), '--root', root])
    expect([done.code, done[stream]]).toEqual([code, expect.stringContaining(said)])
  })
  it.each<[string, number, 'stdout' | 'stderr', string]>([
    noCluster,
    ['drain --app ordersq', 1, 'stderr', 'did you mean "orders"?'],
    ['drain --affected no-such-commit', 1, 'stderr', 'given   no-such-commit'],
  ])('%s: result %i and words on %s', async (words, code, stream, said) => {
    const done = await begun([...words.split(' '), '--root', root])
    expect([done.code, done[stream]]).toEqual([code, expect.stringContaining(said)])
  })
})
