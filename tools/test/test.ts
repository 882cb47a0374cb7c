import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { $ } from 'zx'
import { byExit, fromCheck, fromVitest, lastLine, type Tally } from './tally.ts'

const root = path.resolve(import.meta.dirname, '../..')
const scratch = mkdtempSync(path.join(tmpdir(), 'slipway-test-'))
const report = path.join(scratch, 'vitest.json')

interface Runner {
  readonly name: string
  readonly args: readonly string[]
  /** What to run for people to read once `args` failed, where that prints for machines. */
  readonly explain?: readonly string[]
  readonly tally: (stdout: string, code: number | null) => Tally
}

// The longest first, so that the short ones fill up what is left of two cores.
const runners: readonly Runner[] = [
  {
    name: 'unit',
    args: [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    tally: (_, code) => fromVitest(existsSync(report) ? readFileSync(report, 'utf8') : '', code),
  },
  { name: 'types', args: ['node_modules/typescript/bin/tsc', '--noEmit'], tally: (_, code) => byExit(code) },
  { name: 'lint', args: ['node_modules/eslint/bin/eslint.js', '.'], tally: (_, code) => byExit(code) },
  {
    name: 'format',
    args: ['node_modules/@biomejs/biome/bin/biome', 'format', '--colors=off'],
    tally: (_, code) => byExit(code),
  },
  { name: 'check', args: ['tools/slipway/check.ts', '--json'], explain: ['tools/slipway/check.ts'], tally: fromCheck },
]

const { FORCE_COLOR: _colour, ...plain } = process.env
const env = { ...plain, NO_COLOR: '1' }
const run = $({ cwd: root, env, nothrow: true, quiet: true, stdio: ['ignore', 'pipe', 'pipe'], timeout: '600s' })

async function start(runner: Runner): Promise<Tally> {
  const begun = Date.now()
  const { stdout, stderr, exitCode } = await run`${process.execPath} ${runner.args}`
  const tally = runner.tally(stdout, exitCode)
  const seconds = ((Date.now() - begun) / 1000).toFixed(1)
  console.log(`${runner.name.padEnd(6)} ${tally.passed} passed, ${tally.failed} failed  (${seconds} s)`)
  if (tally.failed === 0) return tally
  const said = runner.explain === undefined ? { stdout, stderr } : await run`${process.execPath} ${runner.explain}`
  console.log(
    [said.stdout, said.stderr, tally.why ?? '']
      .map((text) => text.trim())
      .filter((text) => text !== '')
      .join('\n'),
  )
  return tally
}

/** Two at once: each takes the next one when it is done. */
const waiting = [...runners]
const tallies: Tally[] = []
async function work(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) tallies.push(await start(next))
}

try {
  await Promise.all([work(), work()])
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
console.log(lastLine(tallies))
process.exitCode = tallies.length === runners.length && tallies.every((tally) => tally.failed === 0) ? 0 : 1
