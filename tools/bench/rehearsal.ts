import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Recording } from '@slipway/rehearsal'
import { measured, type Measured } from './measure.ts'

const verb = path.resolve(import.meta.dirname, '../slipway/rehearse.ts')

interface Run {
  readonly recording: Recording
  readonly wall: number
}

function play(scenario: string, words: readonly string[]): Run {
  const out = mkdtempSync(path.join(tmpdir(), 'slipway-bench-'))
  try {
    const began = performance.now()
    const done = spawnSync(process.execPath, [verb, scenario, '--out', out, ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const wall = (performance.now() - began) / 1000
    if (done.status !== 0)
      throw new Error(`${scenario} did not pass, so its time means nothing:\n${done.stdout.slice(-2000)}`)
    const { scenarios } = JSON.parse(readFileSync(path.join(out, 'report.json'), 'utf8')) as {
      scenarios: readonly [Recording]
    }
    return { recording: scenarios[0], wall }
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}

/**
 * How long a rehearsal takes: from nothing to Argo CD ready, from `git push` to a finished canary with holds of 3 s, and all of it.
 * @param times how often it is played
 */
export function benchRehearsal(times: number, say: (text: string) => void): readonly Measured[] {
  const runs = Array.from({ length: times }, (_, index) => {
    const run = play('canary-promotes', ['--app', 'catalog'])
    say(`canary-promotes ${index + 1} of ${times}: ${run.wall.toFixed(1)} s`)
    return run
  })
  const of = (name: string, value: (run: Run) => number) => measured(name, runs.map(value) as [number, ...number[]])
  return [
    of('from nothing to Argo CD ready', ({ recording }) => recording.setUpSeconds),
    of(
      'from a pushed release to a finished canary',
      ({ recording }) => recording.seconds - (recording.commits.at(-1)?.at ?? 0),
    ),
    of('scenario canary-promotes in all', ({ wall }) => wall),
  ]
}
