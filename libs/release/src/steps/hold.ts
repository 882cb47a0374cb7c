import { combine, failed, ok, parse, type Outcome } from '@slipway/core'
import { reasonText, type AppSource, type Estate } from '@slipway/spec'
import { movesAlone } from './along.ts'
import type { Decision, ReleaseChange } from './step.ts'
import { findApp, findTarget, present, running, type Target } from './target.ts'

export interface HoldInput {
  readonly app: string
  readonly target: string
  readonly reason: string
}

/** It must say something and fit on a line. */
export function reasonIn(text: string): Outcome<string> {
  const reason = parse(reasonText, text.trim(), '--reason')
  return reason.ok
    ? reason
    : failed(...reason.issues.map((one) => ({ ...one, hint: 'say why in a few words: --reason "..."' })))
}

/** The parsed words: an app, a target where it runs, a reason. */
export function runningTarget(
  estate: Estate,
  input: HoldInput,
): Outcome<{ readonly app: AppSource; readonly target: Target; readonly reason: string }> {
  const read = combine({
    app: findApp(estate, input.app),
    target: findTarget(estate.fleet, input.target),
    reason: reasonIn(input.reason),
  })
  if (!read.ok) return read
  const there = running(read.value.app, read.value.target, 'nothing has to be done: it runs nowhere')
  return there.ok ? read : there
}

/** `hold`: no release comes to the target or is promoted from it, until `unhold`. */
export function hold(estate: Estate, input: HoldInput): Outcome<Decision> {
  const at = runningTarget(estate, input)
  if (!at.ok) return at
  const { app, target, reason } = at.value
  const alone = movesAlone(app, target.clusters, (of) => ['hold', of, target.name, '--reason', reason])
  if (!alone.ok) return alone
  const changes = present(app, target).flatMap((cluster): ReleaseChange[] => {
    const from = app.releases.get(cluster.name)
    const isSame = from?.hold?.by === 'person' && from.hold.reason === reason
    return from === undefined || isSame ? [] : [{ cluster, from, to: { ...from, hold: { reason, by: 'person' } } }]
  })
  if (changes.length === 0) return ok({ nothing: ['held-already', target.name] })
  return ok({
    step: {
      verb: 'hold',
      app: app.name,
      target: target.name,
      facts: [['reason', reason]],
      changes,
      keep: new Map(),
      notes: changes.flatMap(({ cluster, from }) =>
        from?.hold === undefined ? [] : [['held-before', { cluster: cluster.name, hold: from.hold }] as const],
      ),
    },
  })
}

/** `unhold`: also lifts the hold of a rollback. The running version stays until the next release. */
export function unhold(estate: Estate, input: HoldInput): Outcome<Decision> {
  const at = runningTarget(estate, input)
  if (!at.ok) return at
  const { app, target, reason } = at.value
  const held = present(app, target).flatMap((cluster) => {
    const from = app.releases.get(cluster.name)
    if (from?.hold === undefined) return []
    const { hold, ...to } = from
    return [{ cluster, from, to, hold }]
  })
  if (held.length === 0) return ok({ nothing: ['not-held', { app: app.name, target: target.name }] })
  return ok({
    step: {
      verb: 'unhold',
      app: app.name,
      target: target.name,
      facts: [
        ['reason', reason],
        ...held.map(({ cluster, hold }) => ['was-held', { cluster: cluster.name, hold }] as const),
      ],
      changes: held.map(({ hold: _, ...change }) => change),
      keep: new Map(),
      notes: held.flatMap(({ cluster: { name } }) =>
        app.kept?.has(name) === true ? [['spec-kept', name] as const] : [],
      ),
    },
  })
}
