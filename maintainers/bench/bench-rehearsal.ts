import { readFileSync } from 'node:fs'
import path from 'node:path'
import { inTemporaryFolder } from '@slipway/cli/temporary'
import type { Recording } from '@slipway/rehearsal'
import type { Settings } from './bench-verbs.ts'
import { figure, type Figure, type Run } from './figure.ts'
import { timed } from './timed.ts'

const slipway = path.resolve(import.meta.dirname, '../../tools/slipway/bin/slipway.cjs')

function rehearse(scenario: string, ...args: readonly string[]): { readonly recording: Recording; readonly run: Run } {
  return inTemporaryFolder('bench', (out) => {
    const run = timed([process.execPath, slipway, 'rehearse', scenario, '--out', out, ...args])
    const report = JSON.parse(readFileSync(path.join(out, 'report.json'), 'utf8')) as {
      scenarios: readonly [Recording]
    }
    return { recording: report.scenarios[0], run }
  })
}

/** To Argo CD ready, from `git push` to a finished canary with holds of 3 s, and in all. */
export function benchRehearsal({ times, log }: Pick<Settings, 'times' | 'log'>): readonly Figure[] {
  const runs = Array.from({ length: times }, (_, i) => {
    const done = rehearse('canary-promotes', '--app', 'catalog')
    log(`canary-promotes ${i + 1} of ${times}: ${done.run.wall.toFixed(1)} s`)
    return done
  })
  const recorded = (seconds: (recording: Recording) => number) =>
    runs.map(({ recording }) => ({ wall: seconds(recording) }))
  return [
    figure(
      'from nothing to Argo CD ready',
      recorded(({ setUpSeconds }) => setUpSeconds),
    ),
    figure(
      'from a pushed release to a finished canary',
      recorded(({ seconds, commits }) => seconds - (commits.at(-1)?.at ?? 0)),
    ),
    figure(
      'scenario canary-promotes in all',
      runs.map(({ run }) => run),
    ),
  ]
}
