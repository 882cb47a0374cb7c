import { orThrow } from '@slipway/core'
import { withVariables } from '@slipway/live'
import { record, writeRecording } from '@slipway/live/preview'
import { dashboards } from '@slipway/platform'
import { parse } from 'yaml'
import { cause, joined, say, type Files, type StagedApp, type TestContext } from '../shared/kit.ts'

/** Questions of the tree's own dashboards, put to the Prometheus of a rehearsal. */

export interface PanelQuestion {
  readonly dashboard: string
  readonly panel: string
  readonly expr: string
}

interface Drawn {
  readonly uid: string
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[]
}

export const canaryBoard = 'slipway-canary'

const folderOf = (cluster: string) => `clusters/${cluster}/platform/dashboards/`

/** With an app in place of the variables, and windows as long as a rehearsal. */
export function panelQuestions(
  files: Files,
  cluster: string,
  { team, name }: Pick<StagedApp, 'team' | 'name'>,
): readonly PanelQuestion[] {
  const variables = { team, app: name, rate: 60 }
  return [...files]
    .filter(([file]) => file.startsWith(folderOf(cluster)))
    .flatMap(([, text]) => Object.values((parse(text) as { data?: Readonly<Record<string, string>> }).data ?? {}))
    .map((json) => JSON.parse(json) as Drawn)
    .flatMap(({ uid, panels }) =>
      panels.flatMap(({ title, targets }) =>
        targets.map(({ expr }) => ({
          dashboard: uid,
          panel: title,
          expr: withVariables(expr, variables),
        })),
      ),
    )
}

/** Whose series no rehearsal with real requests has, by the beginning of their names, and why. */
const absent: readonly (readonly [names: RegExp, why: string])[] = [
  [/\bkube_(?!pod_status_ready)\w+/, 'kube-state-metrics is no Go module that is served'],
  [/\b(?:container|kubelet)_\w+/, 'KWOK has no kubelet that measures'],
  [/\bnode_\w+/, 'there is no node exporter'],
  [/\bkarpenter_\w+/, 'no Karpenter runs beside real requests'],
  [/\bkeda_\w+/, 'no KEDA runs beside real requests'],
  [/\bcoredns_\w+/, 'there is no CoreDNS'],
  [/\b(?:argocd|rollout|analysis|pilot)_\w+/, 'controllers are not scraped here'],
]

export const whyAbsent = (expr: string): string | undefined => absent.find(([names]) => names.test(expr))?.[1]

/** @param dashboards by their uid; the others are another scenario's */
export async function panelsAnswer(
  test: TestContext,
  app: StagedApp,
  dashboards: (uid: string) => boolean,
): Promise<void> {
  const all = panelQuestions(test.sabotaged(test.estate.files()), test.cluster.name, app).filter(({ dashboard }) =>
    dashboards(dashboard),
  )
  const asked = all.filter(({ expr }) => whyAbsent(expr) === undefined)
  const others = all.filter(({ expr }) => whyAbsent(expr) !== undefined)
  const counts = await Promise.all(asked.map(({ expr }) => test.ask(`count(${expr})`)))
  const empty = asked.filter((_, i) => (counts[i] ?? 0) === 0)
  test.assert(
    'every panel that can have data here has some, and Prometheus understands the others',
    asked.length > 0 && empty.length === 0 && (await understood(test, others)),
    empty.length === 0
      ? say`${asked.length} questions with data; ${others.length} cannot have any: ${reasons(others)}`
      : joined(empty.map(({ dashboard, panel }) => cause('panel-empty', { dashboard, panel }))),
    'panels-answer',
  )
}

/** Windows of a rehearsal, in seconds: Prometheus looks twice a second. */
const rate = 5

/** Leaves what the panels showed beside the report: `slipway dashboards --preview` draws it. */
export async function keepPanels(test: TestContext, { team, name }: StagedApp, from: number): Promise<void> {
  const about = { of: 'A rehearsal', team, app: name, cluster: test.cluster.name, from, to: Date.now() / 1000 }
  const recording = orThrow(await record(test.prometheusUrl(), dashboards, about, undefined, rate))
  test.recorder.keep('panels.json', writeRecording(recording))
}

const understood = async (test: TestContext, questions: readonly PanelQuestion[]): Promise<boolean> =>
  (await Promise.all(questions.map(({ expr }) => test.ask(`count(${expr}) or vector(0)`)))).every(
    (count) => count !== undefined,
  )

const reasons = (questions: readonly PanelQuestion[]): string => {
  const found = questions.map(({ expr }) => whyAbsent(expr) ?? '')
  return [...new Set(found)].map((why) => `${found.filter((one) => one === why).length} ${why}`).join(', ')
}
