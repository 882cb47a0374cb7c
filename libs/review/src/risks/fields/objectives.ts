import { at, list, number, seconds, text } from '@slipway/kube'
import { canonical } from '../../compare/diff.ts'
import { isPage } from '../alert-tree.ts'
import { field, fieldRule } from './field-rule.ts'

/** How a measure changed, the worst first. */
type Turn = 'gone' | 'far-looser' | 'looser' | 'other' | 'same'
const turns: readonly Turn[] = ['gone', 'far-looser', 'looser', 'other', 'same']
const worst = (all: readonly Turn[]): Turn => turns.find((turn) => all.includes(turn)) ?? 'same'

/** Ten times as loose is as good as gone. */
const far = 10
function more(was: number, is: number): Turn {
  if (is <= was) return 'same'
  return was > 0 && is / was < far ? 'looser' : 'far-looser'
}
function less(was: number, is: number): Turn {
  if (is >= was) return 'same'
  return is > 0 && was / is < far ? 'looser' : 'far-looser'
}

/** Text within quotes, or a comparison with a number. */
const tokens =
  /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|(<=|>=|==|!=|<|>)(\s*(?:bool\s+)?)(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?![\w.])/gi
interface Bounds {
  readonly frame: string
  readonly bounds: readonly { readonly sign: string; readonly value: number }[]
}
function boundsOf(condition: string): Bounds {
  const bounds: { sign: string; value: number }[] = []
  const frame = condition.replaceAll(tokens, (whole, sign: string | undefined, space: string, value: string) => {
    if (sign === undefined) return whole
    bounds.push({ sign, value: Number(value) })
    return `${sign}${space}?`
  })
  return { frame: frame.replaceAll(/\s+/g, ' ').trim(), bounds }
}

/** Whether a condition asks what was measured: one that does not is always the same. */
const measures = (condition: string): boolean => /\bresult\b/.test(condition)

/**
 * Whether less is caught by a condition than before.
 * @param catches whether what fulfils it is caught, as by an alert; else it passes, as by `successCondition`
 */
function conditionTurn(was: unknown, is: unknown, catches: boolean): Turn {
  if (was === is) return 'same'
  if (typeof was !== 'string') return catches ? 'same' : 'other'
  if (typeof is !== 'string') return 'gone'
  if (!catches && measures(was) && !measures(is)) return 'gone'
  const [old, now] = [boundsOf(was), boundsOf(is)]
  if (old.frame !== now.frame) return 'other'
  return worst(
    old.bounds.map(({ sign, value }, i) => {
      const next = now.bounds[i]?.value ?? value
      if (value === next) return 'same'
      if (sign === '==' || sign === '!=') return 'other'
      return sign.startsWith('<') === catches ? less(value, next) : more(value, next)
    }),
  )
}

/** Seconds of a duration as Prometheus or Go writes it; 0 by default. */
const wait = (said: unknown): number => seconds(said, 'prometheus') ?? seconds(said) ?? 0
/** A longer canary is asked less often, and is stuck later: only a wait that nobody sits out counts. */
const longer = (was: unknown, is: unknown): Turn => (wait(is) >= Math.max(wait(was), 60) * far ? 'looser' : 'same')

/** How many measurements have to succeed, if their count is known; else minus the number that may fail. */
const mustPass = (metric: unknown): number =>
  (number(at(metric, 'count')) ?? 0) - (number(at(metric, 'failureLimit')) ?? 0)

const window = /\[(\d+[smhdwy])\]/g
/** The query. A longer canary asks about longer times, which is the same query. */
function questionTurn(was: unknown, is: unknown): Turn {
  const [old, now] = [canonical(was), canonical(is)]
  if (old.replaceAll(window, '') !== now.replaceAll(window, '')) return 'other'
  const times = [...now.matchAll(window)].map(([, time]) => time)
  return worst([...old.matchAll(window)].map(([, time], i) => longer(time, times[i])))
}

/** A measure of Argo Rollouts (https://argo-rollouts.readthedocs.io/en/stable/features/analysis/). */
function metricTurn(was: unknown, is: unknown): Turn {
  if (is === undefined) return 'gone'
  const pair = (...path: readonly string[]) => [at(was, ...path), at(is, ...path)] as const
  const limit = (name: string): Turn => ((number(at(is, name)) ?? 0) > (number(at(was, name)) ?? 0) ? 'looser' : 'same')
  return worst([
    conditionTurn(...pair('successCondition'), false),
    conditionTurn(...pair('failureCondition'), true),
    mustPass(is) < mustPass(was) ? 'looser' : 'same',
    limit('inconclusiveLimit'),
    limit('consecutiveErrorLimit'),
    longer(...pair('interval')),
    longer(...pair('initialDelay')),
    questionTurn(...pair('provider')),
  ])
}
const byName = (all: unknown) => new Map(list(all).map((one) => [String(one['name']), one]))
function metricsTurn(was: unknown, is: unknown): Turn {
  const now = byName(is)
  return worst([...byName(was)].map(([name, metric]) => metricTurn(metric, now.get(name))))
}

/** Alerts by name, and recorded series by what they are called; a name that stands twice is counted. */
function rulesIn(groups: unknown): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>()
  for (const rule of list(groups).flatMap((group) => list(group.rules))) {
    const name = canonical([rule['alert'], rule['record']])
    let nth = 0
    while (found.has(`${name} ${nth}`)) nth += 1
    found.set(`${name} ${nth}`, rule)
  }
  return found
}
/** Nobody is woken by a page that waits, or looks back, ten times as long. */
function laterTurn(was: unknown, is: unknown): Turn {
  const times = (rule: unknown) => [...String(at(rule, 'expr')).matchAll(window)].map(([, time]) => time)
  const [old, now] = [times(was), times(is)]
  const turn = worst([
    longer(at(was, 'for'), at(is, 'for')),
    ...(old.length === now.length ? old.map((time, i) => longer(time, now[i])) : []),
  ])
  return turn === 'looser' && pages(was) ? 'far-looser' : turn
}
const pages = (rule: unknown): boolean => at(rule, 'labels', 'severity') === 'page'
/** One of a severity that says so; without a word nobody knows. */
const wakes = (rule: unknown): boolean => {
  const severity = text(at(rule, 'labels', 'severity'))
  return severity !== undefined && isPage({ severity })
}

function alertTurn(was: unknown, is: unknown): Turn {
  // Its own rule reports an alert that is gone.
  if (is === undefined) return at(was, 'record') === undefined ? 'same' : 'gone'
  return worst([
    conditionTurn(at(was, 'expr'), at(is, 'expr'), true),
    laterTurn(was, is),
    (pages(was) && !pages(is)) || (wakes(was) && !wakes(is)) ? 'looser' : 'same',
  ])
}
function alertsTurn(was: unknown, is: unknown): Turn {
  const now = rulesIn(is)
  return worst([...rulesIn(was)].map(([name, one]) => alertTurn(one, now.get(name))))
}
/** Measures that run without judging. */
const dry = (all: unknown): readonly string[] => list(all).map(({ metricName }) => String(metricName))

const templates = 'AnalysisTemplate ClusterAnalysisTemplate'
const risky = [
  ['gone', 'slo-removed', 'high'],
  ['far-looser', 'slo-loosened', 'high'],
  ['looser', 'slo-loosened', 'medium'],
  ['other', 'slo-other', 'medium'],
] as const
const rows = (kinds: string, path: string, turnOf: (was: unknown, is: unknown) => Turn) =>
  risky.map(([turn, code, level]) => field(code, level, kinds, path, (was, is) => turnOf(was, is) === turn))

/** Objectives that stop a bad canary, and alerts on a bad service. */
export const objectiveRisks = [
  fieldRule('objectives', 'outage', 'what a canary is judged by, and when an alert is raised', [
    ...rows(templates, 'spec.metrics', metricsTurn),
    field('slo-removed', 'high', templates, 'spec.dryRun', (was, is) => dry(is).some((one) => !dry(was).includes(one))),
    field('slo-other', 'medium', templates, 'spec.args', (was) => was !== undefined),
    ...rows('PrometheusRule', 'spec.groups', alertsTurn),
  ]),
]
