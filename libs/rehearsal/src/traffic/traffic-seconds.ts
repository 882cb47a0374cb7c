import { failures, inOrder, percentile } from './answers.ts'
import type { Answer } from './load.ts'
import type { TrafficSecond } from '../recording/recording.ts'
import { kept, repeats } from './sessions.ts'

export function trafficSeconds(answers: readonly Answer[]): readonly TrafficSecond[] {
  const seconds = Map.groupBy(inOrder(answers), ({ at }) => Math.floor(at))
  const again = Map.groupBy(repeats(answers), ({ answer }) => Math.floor(answer.at))
  return [...seconds].map(([at, those]) => {
    const versions: Record<string, number> = {}
    for (const { version } of those) if (version !== undefined) versions[version] = (versions[version] ?? 0) + 1
    const times = those.map(({ ms }) => ms)
    const asked = again.get(at)
    return {
      at,
      versions,
      all: those.length,
      failed: failures(those).length,
      p50: percentile(times, 50),
      p95: percentile(times, 95),
      p99: percentile(times, 99),
      ...(asked === undefined ? {} : { samePod: kept(asked) / asked.length }),
    }
  })
}
