import { existsSync, globSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { createProjectGraphAsync, type ProjectGraphProjectNode } from '@nx/devkit'
import { stopSignal } from '@slipway/cli'
import { exec, execText } from '@slipway/cli/exec'
import judge from '@slipway/nx-plugin/executors/judge.cjs'
import { byExit, cutOff, fromCheck, fromVerdicts, json, lastLine, verdictOf, type Tally } from './tally.ts'

const root = path.resolve(import.meta.dirname, '../..')
const { FORCE_COLOR: _colour, ...plain } = process.env
const stop = stopSignal()
/**
 * With a group of its own, so that all that Nx started ends with it. Thirty minutes are for a busy machine: the
 * sentence in tally.ts says so.
 */
const common = { cwd: root, env: { ...plain, NO_COLOR: '1' }, signal: stop, group: true, timeout: 1_800_000 }
const bin = (name: string) => `node_modules/.bin/${name}`
const slipway = (...args: readonly string[]) =>
  exec(process.execPath, ['tools/slipway/bin/slipway.cjs', ...args], common)

const targets = ['test', 'types', 'lint'] as const
const verdictOn = (target: string, project: string) => path.join(root, judge.verdictFile(target, project))

const say = (name: string, { passed, failed, why }: Tally): void =>
  console.log(`${name.padEnd(6)} ${passed} passed, ${failed} failed${why === undefined ? '' : `: ${why}`}`)

const usage =
  'Usage: npm test [-- --base REV]   with a base, only projects that changed since it or depend on those that did'
const { values } = options()
function options() {
  try {
    return parseArgs({ options: { base: { type: 'string' }, help: { type: 'boolean' } } })
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
    process.exit(2)
  }
}
if (values.help === true) {
  console.log(usage)
  process.exit(0)
}

/** The projects that are due: all, or with a base those that changed since it and what depends on them. */
async function due(): Promise<readonly ProjectGraphProjectNode[]> {
  const { nodes } = await createProjectGraphAsync()
  if (values.base === undefined) return Object.values(nodes)
  const stdout = await execText(bin('nx'), ['show', 'projects', '--json', '--affected', '--base', values.base], common)
  const names = JSON.parse(stdout) as readonly string[]
  return names.flatMap((name) => nodes[name] ?? [])
}

/** Nx judges every project that is not as its cache knows it; what it brings back is counted like what ran. */
async function projects(): Promise<readonly Tally[]> {
  const nodes = await due()
  for (const target of targets) rmSync(path.dirname(verdictOn(target, 'x')), { recursive: true, force: true })
  if (nodes.length === 0) return []
  const names = nodes.map(({ name }) => name).join(',')
  // Types and rules have one process each, which leaves a core idle: they are judged while the tests run.
  const run = async (...some: readonly string[]) => {
    const args = ['run-many', '-t', some.join(','), '--projects', names, '--parallel', '2']
    return (await exec(bin('nx'), args, { ...common, stdout: 'inherit', stderr: 'inherit' })).code
  }
  const [tested, judged] = await Promise.all([run('test'), run('types', 'lint')])
  const files = globSync('{libs,tools,maintainers,apps}/**/*.test.ts', { cwd: root, exclude: ['**/node_modules/**'] })
  return targets.flatMap((target) => {
    const verdicts = nodes
      .filter(({ data }) => data.targets?.[target] !== undefined)
      .map(({ data }) => verdictOn(target, data.root))
      .map((file) => (existsSync(file) ? verdictOf(json(readFileSync(file, 'utf8'))) : undefined))
    if (verdicts.length === 0 && values.base !== undefined) return []
    const tally = fromVerdicts(
      verdicts,
      target === 'test' ? tested : judged,
      target === 'test' && values.base === undefined ? files.length : undefined,
    )
    say(target, tally)
    return tally
  })
}

async function format(): Promise<Tally> {
  const { stdout, stderr, code } = await exec(bin('biome'), ['format', '--colors=off'], common)
  const tally = byExit(code)
  say('format', tally)
  if (tally.failed > 0) console.log(`${stdout}${stderr}`)
  return tally
}

async function check(): Promise<Tally> {
  const { stdout, code } = await slipway('check', '--json')
  const tally = fromCheck(stdout, code)
  say('check', tally)
  if (tally.failed > 0 && !stop.aborted) console.log((await slipway('check')).stdout)
  return tally
}

/** One after the other, until a signal ends the run. */
async function inTurn(...steps: readonly (() => Promise<Tally | readonly Tally[]>)[]): Promise<readonly Tally[]> {
  const done: Tally[] = []
  for (const step of steps) if (!stop.aborted) done.push(...[await step()].flat())
  return done
}

// Beside the projects: a first `check` waits for the network, or for Go to build kubeconform.
const tallies = (await Promise.all([inTurn(projects), inTurn(format, check)])).flat()
if (stop.aborted) {
  say('run', cutOff)
  tallies.push(cutOff)
}
console.log(lastLine(tallies))
process.exitCode = tallies.every((tally) => tally.failed === 0) ? 0 : 1
