import { parse } from 'yaml'
import type { RuleGroup } from '../../pace/speed-up-alerts.ts'
import type { Files } from '../shared/kit.ts'
import { groupingsOf, selectorsOf, type Matcher } from './selectors.ts'

/** A series that the expression of a rule names, and what it has to have. */
export interface NamedSeries {
  /** The rule's name. */
  readonly by: string
  readonly metric: string
  readonly labels: readonly string[]
  /** Values that the program itself chooses: a name of an app or of a pod may be nobody's yet. */
  readonly values: readonly Matcher[]
}

/** The rules of files such as `prometheusrule-<name>.yaml`. */
export const rulesIn = (files: Files, wanted: (file: string) => boolean): readonly RuleGroup[] =>
  [...files]
    .filter(([file]) => /\/prometheusrule-[^/]+$/.test(file) && wanted(file))
    .flatMap(([, text]) => (parse(text) as { spec?: { groups?: readonly RuleGroup[] } }).spec?.groups ?? [])

/** Labels whose values are names that people give. */
const names =
  /^(?:exported_)?namespace$|^(?:pod|job_name|cronjob|deployment|statefulset|name|metric|scaledObject|persistentvolumeclaim|app|team)$|^destination_/

/** Made by rules, or by Prometheus of its alerts and targets. */
const own = new Set(['ALERTS', 'ALERTS_FOR_STATE', 'up'])

/** Those that something else than the rules themselves has to expose, each with every label that is asked of it. */
export function namedSeries(groups: readonly RuleGroup[]): readonly NamedSeries[] {
  const rules = groups.flatMap((group) => group.rules)
  const recorded = new Set(rules.flatMap(({ record }) => record ?? []))
  return rules.flatMap(({ alert, record, expr }) => {
    const selectors = selectorsOf(expr).filter(({ metric }) => !own.has(metric) && !recorded.has(metric))
    // In a join, only one of the two series may have the label.
    const alone = new Set(selectors.map(({ metric }) => metric)).size === 1
    return selectors.map(({ metric, matchers }) => ({
      by: alert ?? record ?? '',
      metric,
      labels: [...new Set([...matchers.map(({ label }) => label), ...(alone ? groupingsOf(expr) : [])])],
      values: matchers.filter(({ label, op }) => !op.startsWith('!') && !names.test(label)),
    }))
  })
}
