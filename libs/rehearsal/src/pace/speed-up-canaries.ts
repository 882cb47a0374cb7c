import { parseDocument, type Document } from 'yaml'
import { seconds as secondsOf } from '@slipway/kube'
import type { Files } from '@slipway/tree'

/** Seconds that the longest hold of a canary takes, by default. */
const usualHold = 3

/**
 * How much slower than its spec an app may answer: everything shares this machine, which stands still for two seconds
 * at times.
 */
export const latencyFactor = 20

export const withWindows = (query: string, windowOf: (seconds: number) => string): string =>
  query.replaceAll(/\[(\w+[a-z])\]/g, (range, window: string) => {
    const seconds = secondsOf(window, 'prometheus')
    return seconds === undefined ? range : `[${windowOf(seconds)}]`
  })
const text = (seconds: number) => `${Math.max(1, Math.round(seconds * 1000))}ms`
const kindOf = (file: string) => /(?:^|\/)(rollout|analysistemplate)-[^/]+\.yaml$/.exec(file)?.[1]

interface Step {
  readonly pause?: { readonly duration?: unknown }
}
interface Metric {
  name?: string
  successCondition?: string
  interval?: unknown
  initialDelay?: unknown
  provider?: { prometheus?: { query?: string } }
}

function holdOf(rollout: Document): number | undefined {
  const { spec } = rollout.toJS() as { spec?: { strategy?: { canary?: { steps?: readonly Step[] } } } }
  const pauses = (spec?.strategy?.canary?.steps ?? []).flatMap(
    ({ pause }) => secondsOf(pause?.duration, 'rollouts') ?? [],
  )
  return pauses.length === 0 ? undefined : Math.max(...pauses)
}

/** The factor by which a Rollout is sped up: 0.025 where 120 s take 3 s. */
export function timeScaleOf(text: string, longestHold: number = usualHold): number {
  const hold = holdOf(parseDocument(text))
  return hold === undefined ? 1 : Math.min(1, longestHold / hold)
}

function shortenRollout(rollout: Document, factor: number): void {
  const steps =
    (rollout.toJS() as { spec: { strategy: { canary: { steps?: readonly Step[] } } } }).spec.strategy.canary.steps ?? []
  for (const [index, { pause }] of steps.entries()) {
    const seconds = secondsOf(pause?.duration, 'rollouts')
    // Rollouts counts whole seconds.
    if (seconds !== undefined)
      rollout.setIn(
        ['spec', 'strategy', 'canary', 'steps', index, 'pause', 'duration'],
        `${Math.max(1, Math.round(seconds * factor))}s`,
      )
  }
  const set = (path: readonly string[], seconds: number) => rollout.hasIn(path) && rollout.setIn(path, seconds)
  set(['spec', 'minReadySeconds'], 1)
  set(['spec', 'progressDeadlineSeconds'], 60)
  set(['spec', 'strategy', 'canary', 'scaleDownDelaySeconds'], 4)
  set(['spec', 'strategy', 'canary', 'abortScaleDownDelaySeconds'], 4)
}

const isTime = ({ name = '' }: Metric) => name.endsWith('-milliseconds')
const limit = /(result\[0\] <= )(\d+(?:\.\d+)?)/

function shortenAnalysis(template: Document, factor: number, slower: number): void {
  const { spec } = template.toJS() as { spec?: { metrics?: readonly Metric[] } }
  for (const [index, metric] of (spec?.metrics ?? []).entries()) {
    const at = ['spec', 'metrics', index]
    for (const field of ['interval', 'initialDelay'] as const) {
      const seconds = secondsOf(metric[field])
      if (seconds !== undefined) template.setIn([...at, field], text(seconds * factor))
    }
    if (slower !== 1 && isTime(metric) && metric.successCondition !== undefined) {
      template.setIn(
        [...at, 'successCondition'],
        metric.successCondition.replace(
          limit,
          (_, before: string, number: string) => `${before}${Number(number) * slower}`,
        ),
      )
    }
    const query = metric.provider?.prometheus?.query
    if (query === undefined) continue
    template.setIn(
      [...at, 'provider', 'prometheus', 'query'],
      withWindows(query, (seconds) => text(Math.max(3, seconds * factor))),
    )
  }
}

interface SpeedUpOptions {
  /** Seconds. */
  readonly longestHold?: number | undefined
  /** Factor on an app's latency limits. */
  readonly latencyFactor?: ((app: string) => number) | undefined
}

export interface SpedUp {
  readonly files: Files
  readonly says: readonly string[]
}

/**
 * Speeds canaries up: holds, analysis intervals and query windows of an app shrink by one factor, so their order stays.
 * Changes nothing else.
 */
export function speedUpCanaries(
  files: Files,
  { longestHold = usualHold, latencyFactor: slowerOf = () => 1 }: SpeedUpOptions = {},
): SpedUp {
  const factors = new Map<string, number>()
  const says: string[] = []
  const changed = new Map(files)
  const folderOf = (file: string) => file.slice(0, file.lastIndexOf('/'))
  const each = (kind: string, change: (document: Document, file: string) => void) => {
    for (const [file, source] of files) {
      if (kindOf(file) !== kind) continue
      const document = parseDocument(source)
      change(document, file)
      changed.set(file, document.toString({ lineWidth: 0 }))
    }
  }
  each('rollout', (document, file) => {
    const hold = holdOf(document)
    const factor = hold === undefined ? 1 : Math.min(1, longestHold / hold)
    factors.set(folderOf(file), factor)
    shortenRollout(document, factor)
    const [, , team = '', app = ''] = file.split('/')
    const slower = slowerOf(app)
    if (hold !== undefined && factor < 1)
      says.push(`${team}/${app}: a hold of ${hold} s is ${longestHold} s here, its analysis as much faster`)
    if (slower !== 1)
      says.push(
        `${team}/${app}: it may take ${slower} times as long to answer as its spec says, because everything shares this machine`,
      )
  })
  each('analysistemplate', (document, file) =>
    shortenAnalysis(document, factors.get(folderOf(file)) ?? 1, slowerOf(file.split('/')[3] ?? '')),
  )
  return { files: changed, says }
}
