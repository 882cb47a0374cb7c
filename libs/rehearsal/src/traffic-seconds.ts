import { percentile } from './answers.ts'
import type { Answer } from './load.ts'
import type { TrafficSecond } from './recording.ts'

/**
 * Answers second by second, by when they were sent.
 * @param answers in any order; a session's requests are compared in the order in which they were sent
 */
export function trafficSeconds(answers: readonly Answer[]): readonly TrafficSecond[] {
  const seconds = new Map<number, Answer[]>()
  const [again, kept] = [new Map<number, number>(), new Map<number, number>()]
  const pods = new Map<number, string>()
  for (const answer of [...answers].sort((one, other) => one.at - other.at)) {
    const at = Math.floor(answer.at)
    const those = seconds.get(at)
    if (those === undefined) seconds.set(at, [answer])
    else those.push(answer)
    const { session, pod } = answer
    if (pod === undefined) continue
    const before = pods.get(session)
    pods.set(session, pod)
    if (before === undefined) continue
    again.set(at, (again.get(at) ?? 0) + 1)
    if (before === pod) kept.set(at, (kept.get(at) ?? 0) + 1)
  }
  return [...seconds].map(([at, those]) => {
    const versions: Record<string, number> = {}
    for (const { version } of those) if (version !== undefined) versions[version] = (versions[version] ?? 0) + 1
    const times = those.map(({ ms }) => ms)
    const asked = again.get(at)
    return {
      at, versions, all: those.length, failed: those.filter(({ failedBy }) => failedBy !== undefined).length,
      p50: percentile(times, 50), p95: percentile(times, 95), p99: percentile(times, 99),
      ...(asked === undefined ? {} : { samePod: (kept.get(at) ?? 0) / asked }),
    }
  })
}
