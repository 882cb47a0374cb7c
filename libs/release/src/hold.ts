import { failed, issue, ok, parse, type Issue, type Outcome } from '@slipway/core'
import { reasonText, type AppSource, type Estate } from '@slipway/spec'
import type { Decision, Move } from './step.ts'
import { findApp, findTarget, listed, present, type Target } from './target.ts'

export interface HoldInput {
  readonly app: string
  readonly target: string
  readonly reason: string
}

/** A reason that somebody gave; it must say something and fit on a line. */
export function reasonIn(text: string): Outcome<string> {
  const reason = parse(reasonText, text.trim(), '--reason')
  return reason.ok
    ? reason
    : failed(...reason.issues.map((one) => ({ ...one, hint: 'say why in a few words: --reason "..."' })))
}

/** The app and the clusters of a target where it runs; or what is wrong with the words that were given. */
export function placed(
  estate: Estate,
  input: HoldInput,
): Outcome<{ readonly app: AppSource; readonly target: Target; readonly reason: string }> {
  const app = findApp(estate, input.app)
  const target = findTarget(estate.fleet, input.target)
  const reason = reasonIn(input.reason)
  const issues = [app, target, reason].flatMap((one): readonly Issue[] => (one.ok ? [] : one.issues))
  if (!app.ok || !target.ok || !reason.ok) return failed(...issues)
  if (present(app.value, target.value).length > 0)
    return ok({ app: app.value, target: target.value, reason: reason.value })
  const where = [...app.value.releases.keys()]
  const hint = where.length === 0 ? 'nothing has to be done: it runs nowhere' : `it runs in ${listed(where)}`
  return failed(
    issue(
      `apps/${input.app}/releases`,
      '',
      'no-release',
      `no release of ${input.app} in ${input.target}`,
      'a target where the app runs',
      hint,
    ),
  )
}

/** `hold`: no release comes to the target and none is promoted from it, until `unhold`. */
export function hold(estate: Estate, input: HoldInput): Outcome<Decision> {
  const at = placed(estate, input)
  if (!at.ok) return at
  const { app, target, reason } = at.value
  const moves = present(app, target).flatMap((cluster): Move[] => {
    const from = app.releases.get(cluster.name)
    return from === undefined || from.hold === reason ? [] : [{ cluster, from, to: { ...from, hold: reason } }]
  })
  if (moves.length === 0) return ok({ nothing: `${target.name} is held for that reason already` })
  const replaced = moves.flatMap(({ cluster, from }) =>
    from?.hold === undefined ? [] : [`${cluster.name} was held before: ${from.hold}`],
  )
  return ok({
    step: {
      verb: 'hold',
      app: app.name,
      target: target.name,
      title: `release(${app.name}): hold ${listed(moves.map((m) => m.cluster.name))}`,
      facts: [`Reason: ${reason}`],
      moves,
      keep: new Map(),
      notes: replaced,
    },
  })
}

/** `unhold`: lifts a hold, also the one that a rollback left. What runs stays as it is until the next release comes. */
export function unhold(estate: Estate, input: HoldInput): Outcome<Decision> {
  const at = placed(estate, input)
  if (!at.ok) return at
  const { app, target, reason } = at.value
  const moves = present(app, target).flatMap((cluster): Move[] => {
    const from = app.releases.get(cluster.name)
    if (from?.hold === undefined) return []
    const { hold: _, ...to } = from
    return [{ cluster, from, to }]
  })
  if (moves.length === 0) return ok({ nothing: `nothing holds ${app.name} in ${target.name}` })
  return ok({
    step: {
      verb: 'unhold',
      app: app.name,
      target: target.name,
      title: `release(${app.name}): lift the hold on ${listed(moves.map((m) => m.cluster.name))}`,
      facts: [`Reason: ${reason}`, ...moves.map(({ cluster, from }) => `Was held in ${cluster.name}: ${from?.hold}`)],
      moves,
      keep: new Map(),
      notes: moves.flatMap(({ cluster }) =>
        app.kept?.has(cluster.name) === true
          ? [`${cluster.name} keeps the spec of its release until the next one comes`]
          : [],
      ),
    },
  })
}
