import type { AppTrack, Recording, Sample } from '../recording/recording.ts'
import { canaryRuns, type CanaryRun } from './canary-run.ts'
import { byTime } from './span.ts'
import { valueText } from './value-text.ts'

const most = 8
const mostCanaries = 3
const short = (text: string) => (text.length > 120 ? `${text.slice(0, 119).trimEnd()}…` : text)

const way = (things: readonly (string | number)[]) =>
  (things.length <= most ? things : [...things.slice(0, most / 2), '…', ...things.slice(-most / 2)]).join(' → ')

function ending({ end, because }: CanaryRun): string {
  if (because === undefined) return end
  const message = because.message ? ` (${short(because.message)})` : ''
  return `${end} because ${short(because.metric)} was ${short(valueText(because.value))}${message}`
}

const canary = (episode: CanaryRun) => `canary ${way(episode.shares)} %, ${ending(episode)}`

function healths(samples: readonly Sample[]): string {
  const seen = samples.map((s) => s.health).filter((health, i, all) => health !== all[i - 1])
  if (seen.length <= 5) return seen.length > 1 ? `health ${way(seen)}` : ''
  return `health changed ${seen.length - 1} times, ${seen.includes('Degraded') ? 'Degraded among them' : 'never Degraded'}`
}

function pods(samples: readonly Sample[]): string {
  const ready = samples.map((s) => s.stable.ready + s.canary.ready)
  const [least, greatest] = [Math.min(...ready), Math.max(...ready)]
  return least === greatest ? `${least} pods ready all the time` : `${least} to ${greatest} pods ready`
}

const sentence = (parts: readonly string[]) => {
  const text = parts.filter((part) => part !== '').join('; ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

export function story(app: AppTrack): string {
  const samples = byTime(app.samples)
  const last = samples.at(-1)
  if (last === undefined) return 'Nothing was seen of it.'
  const canaries = canaryRuns(app)
  const hasCanary = samples.some((s) => s.canaryShare !== undefined)
  return sentence([
    ...canaries.slice(0, mostCanaries).map(canary),
    canaries.length > mostCanaries ? `${canaries.length - mostCanaries} more of them` : '',
    canaries.length === 0 ? (hasCanary ? 'no canary ran' : 'an app without canary') : '',
    canaries.length === 0 ? healths(samples) : '',
    pods(samples),
    `at the end ${last.sync} and ${last.health}`,
  ])
}

/** Whether its picture would show more than straight lines. */
export const eventful = (app: AppTrack, { events }: Pick<Recording, 'events'>): boolean =>
  app.measurements.length > 0 ||
  events.some((e) => e.app === app.name) ||
  new Set(app.samples.map((s) => JSON.stringify({ ...s, at: 0 }))).size > 1
