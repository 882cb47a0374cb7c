import { orThrow } from '@slipway/core'
import { withVariables } from '@slipway/live'
import { record, writeRecording } from '@slipway/live/preview'
import { dashboards } from '@slipway/platform'
import { parse } from 'yaml'
import { cause, joined, pending, say, seen, type Files, type StagedApp, type TestContext } from '../shared/kit.ts'

/** Questions of the tree's own dashboards, put to the Prometheus of a rehearsal. */

export interface PanelQuestion {
  readonly dashboard: string
  readonly panel: string
  /** The same for each app, with it in place of the variables; a question without them is asked once. */
  readonly exprs: readonly string[]
}

interface Drawn {
  readonly uid: string
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[]
}

const folderOf = (cluster: string) => `clusters/${cluster}/platform/dashboards/`

/** With windows as long as a rehearsal. */
export function panelQuestions(
  files: Files,
  cluster: string,
  apps: readonly Pick<StagedApp, 'team' | 'name'>[],
): readonly PanelQuestion[] {
  return [...files]
    .filter(([file]) => file.startsWith(folderOf(cluster)))
    .flatMap(([, text]) => Object.values((parse(text) as { data?: Readonly<Record<string, string>> }).data ?? {}))
    .map((json) => JSON.parse(json) as Drawn)
    .flatMap(({ uid, panels }) =>
      panels.flatMap(({ title, targets }) =>
        targets.map(({ expr }) => ({
          dashboard: uid,
          panel: title,
          exprs: [...new Set(apps.map(({ team, name }) => withVariables(expr, { team, app: name, rate: 60 })))],
        })),
      ),
    )
}

/** Whether an app of these has data. */
async function isAnswered(test: TestContext, { exprs }: PanelQuestion): Promise<boolean> {
  for (const expr of exprs) if (((await test.ask(`count(${expr})`)) ?? 0) > 0) return true
  return false
}

/**
 * @param apps that run, the one that is watched first: a question of volumes is answered by one that has volumes
 * @param whyAbsent why a question can have no data here
 */
export async function panelsAnswer(
  test: TestContext,
  apps: readonly StagedApp[],
  whyAbsent: (question: PanelQuestion) => string | undefined,
): Promise<void> {
  const all = panelQuestions(test.sabotaged(test.estate.files()), test.cluster.name, apps)
  const asked = all.filter((question) => whyAbsent(question) === undefined)
  const others = all.filter((question) => whyAbsent(question) !== undefined)
  const answered = new Set<PanelQuestion>()
  await test.assertSoon(
    'every panel of every dashboard has data',
    async () => {
      for (const question of asked)
        if (!answered.has(question) && (await isAnswered(test, question))) answered.add(question)
      const empty = asked.filter((question) => !answered.has(question))
      return asked.length > 0 && empty.length === 0
        ? seen(say`${asked.length} questions of ${panelsOf(asked)} panels with data; ${reasons(others, whyAbsent)}`)
        : pending(joined(empty.map(({ dashboard, panel }) => cause('panel-empty', { dashboard, panel }))))
    },
    30,
    'panels-answer',
  )
}

const panelsOf = (questions: readonly PanelQuestion[]): number =>
  new Set(questions.map(({ dashboard, panel }) => `${dashboard} ${panel}`)).size

const reasons = (
  questions: readonly PanelQuestion[],
  whyAbsent: (question: PanelQuestion) => string | undefined,
): string =>
  questions.length === 0
    ? '0 cannot have any'
    : questions.map((question) => `"${question.panel}" cannot have any: ${whyAbsent(question) ?? ''}`).join(', ')

/** Windows of a rehearsal, in seconds: Prometheus looks each second. */
const rate = 5

/** Leaves what the panels showed beside the report: `slipway dashboards --preview` draws it. */
export async function keepPanels(test: TestContext, { team, name }: StagedApp, from: number): Promise<void> {
  const about = { of: 'A rehearsal', team, app: name, cluster: test.cluster.name, from, to: Date.now() / 1000 }
  const recording = orThrow(await record(test.prometheusUrl(), dashboards, about, undefined, rate))
  test.recorder.keep('panels.json', writeRecording(recording))
}
