import type { Kube, Live } from '../cluster/kube.ts'
import type { Answer } from '../traffic/load.ts'
import { changesTo, isSameSample, isShown, noHistory, sampleOf, trackOf, type AppHistory } from './app-history.ts'
import { watchApps } from './app-watches.ts'
import type { AppTrack, Assertion, AssertionCode, Commit, NodesSample, Recording, TimelineEvent } from './recording.ts'
import type { ScalingRecorder } from './scaling-recorder.ts'
import { words, type Said } from './words.ts'

export interface Recorder {
  at(): number
  record(kind: TimelineEvent['kind'], text: string, app?: string): void
  /** @param got the observed value; as a pair, for success and for failure */
  assert(says: string, ok: boolean, got: Said | readonly [good: Said, bad: Said], code?: AssertionCode): void
  committed(commit: Omit<Commit, 'at'>): void
  /** Put beside the report, under this name. */
  keep(name: string, text: string): void
  kept(): NonNullable<Recording['files']>
  asked(app: string, answers: readonly Answer[]): void
  readonly claims: readonly Assertion[]
  readonly commits: readonly Commit[]
  readonly events: readonly TimelineEvent[]
  apps(): readonly AppTrack[]
  nodes(): readonly NodesSample[]
  stop(): void
}

/**
 * Records changes that the controllers report.
 * @param follows which apps (`shop/catalog`)
 * @param scaling records autoscalers and nodes, too
 */
export function startRecorder(
  kube: Kube,
  say: (happening: TimelineEvent) => void,
  follows: (app: string) => boolean = () => true,
  scaling?: (at: () => number) => ScalingRecorder,
): Recorder {
  const began = Date.now()
  const at = () => Math.round(Date.now() - began) / 1000
  const scaled = scaling?.(at)
  const claims: Assertion[] = []
  const commits: Commit[] = []
  const events: TimelineEvent[] = []
  const files = new Map<string, string>()
  const apps = new Map<string, AppHistory>()
  const replicaSets = new Map<string, Live>()
  const historyOf = (name: string) => {
    const found = apps.get(name) ?? noHistory(name)
    apps.set(name, found)
    return found
  }
  const record = (kind: TimelineEvent['kind'], text: string, app?: string) => {
    const happening = { at: at(), kind, text, ...(app === undefined ? {} : { app }) }
    events.push(happening)
    say(happening)
  }
  const changed = (app: AppHistory) => {
    if (!follows(app.name)) return
    const next = sampleOf(app, replicaSets.values(), at())
    const last = app.samples.at(-1)
    if (isSameSample(last, next)) return
    app.samples.push(next)
    for (const [kind, text] of changesTo(next, last)) record(kind, text, app.name)
  }
  const stops = watchApps(kube, { at, historyOf, replicaSets, changed, record })
  return {
    at,
    record,
    claims,
    commits,
    events,
    assert: (says, ok, got, code) => {
      const { text, causes } = words(typeof got === 'object' && !('text' in got) ? got[ok ? 0 : 1] : got)
      claims.push({
        at: at(),
        says,
        ok,
        got: text,
        ...(code === undefined ? {} : { code }),
        ...(causes.length === 0 ? {} : { causes }),
      })
    },
    asked: (app, answers) => void historyOf(app).answers.push(answers),
    committed: (commit) => {
      commits.push({ at: at(), ...commit })
      record('commit', `${commit.sha.slice(0, 8)} ${commit.subject} (${commit.files} files)`)
    },
    apps: () =>
      [...apps.values()]
        .filter(isShown)
        .map((app) => trackOf(app, scaled?.of(app.name)))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    nodes: () => scaled?.nodes() ?? [],
    keep: (name, text) => void files.set(name, text),
    kept: () => [...files].map(([name, text]) => ({ name, text })),
    stop: () => {
      stops.forEach((stop) => stop())
      scaled?.stop()
    },
  }
}
