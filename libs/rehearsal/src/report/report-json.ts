import type { Recording } from '../recording/recording.ts'
import { held, tally, tallyAll } from './tally.ts'

export function reportJson(recordings: readonly Recording[]): string {
  const report = {
    verdict: recordings.every(held) ? 'passed' : 'failed',
    ...tallyAll(recordings),
    scenarios: recordings.map(({ files: _files, ...recording }) => ({
      ...recording,
      verdict: held(recording) ? 'passed' : 'failed',
      ...tally(recording),
    })),
  }
  return `${JSON.stringify(report, null, 2)}\n`
}
