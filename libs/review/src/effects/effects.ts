import { knownKinds, at, fields, table } from '@slipway/kube'
import { replacing } from './canary.ts'
import type { Delta } from '../compare/diff.ts'
import type { Effect, EffectRow, Facts } from './effect.ts'
import { platformRows } from './platform.ts'
import { podRows } from './pod.ts'
import { scaleRows } from './scale.ts'
import { securityRows } from './security.ts'
import { trafficRows } from './traffic.ts'
import { workloadRows } from './workload.ts'
import type { Entity } from '../changes/entity.ts'
import type { Change } from '../compare/match.ts'
import { isObjectDefault } from '../compare/object-defaults.ts'
import { isDefault } from '../compare/pod-defaults.ts'
import { hasOption } from '../compare/sync-option.ts'
import type { Trees } from '../changes/trees.ts'

/** Every row there is: what a change of a field makes the controllers do. The first that fits counts. */
export const effectRows: readonly EffectRow[] = [
  ...workloadRows,
  ...trafficRows,
  ...securityRows,
  ...scaleRows,
  ...platformRows,
]

const byKind = new Map<string, readonly EffectRow[]>()
const rowsOf = (kind: string): readonly EffectRow[] => {
  const known = byKind.get(kind)
  if (known !== undefined) return known
  const rows = effectRows.filter(({ kinds }) => kinds.length === 0 || kinds.includes(kind))
  byKind.set(kind, rows)
  return rows
}

/** Where each kind keeps its pod template. */
const templates = table<readonly string[]>({
  Deployment: ['spec', 'template'],
  Rollout: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
})

/** The path within the pod template, or nothing for a field outside of it. */
export function inTemplate(kind: string, steps: readonly string[]): readonly string[] | undefined {
  const where = templates[kind]
  if (where === undefined || steps.length < where.length || where.some((step, i) => steps[i] !== step)) return undefined
  return steps.slice(where.length)
}

const filledIn: Effect = {
  kind: 'nothing',
  text: 'what is filled in anyway',
  source: 'k8s.io/kubernetes pkg/apis/*/*/defaults.go',
}

function podEffects(facts: Facts, kind: string, steps: readonly string[]): readonly Effect[] {
  if (isDefault(facts.delta, steps, fields(at(facts.change.after?.value, ...(templates[kind] ?? []), 'spec'))))
    return [filledIn]
  const about = podRows.find((row) => row.at(steps) && row.when(facts))
  const topic = about === undefined ? [] : [{ kind: about.effect, text: about.text(facts), source: about.source }]
  if (kind === 'CronJob')
    return [
      {
        kind: 'later',
        text: 'its next runs go by it; one that runs now does not',
        source: 'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/',
      },
      ...topic,
    ]
  const how = replacing(kind, facts.change.after?.value ?? {})
  return [
    {
      kind: how.later ? 'later' : how.canary ? 'canary' : 'restart',
      text: how.text,
      source: 'https://kubernetes.io/docs/concepts/workloads/controllers/',
    },
    ...topic,
  ]
}

/** Whether a kind is the one that the table means, and not another group's of the same name (a Knative Service, a Gateway API Gateway). */
function isMeant({ kind, group }: Entity): boolean {
  const known = knownKinds[kind]
  return (
    known === undefined ||
    known.versions.some((version) => (version.includes('/') ? version.slice(0, version.indexOf('/')) : '') === group)
  )
}

function deltaEffects(change: Change, delta: Delta, trees: Trees): readonly Effect[] {
  const entity = (change.after ?? change.before) as Entity
  const facts = { change, delta, trees }
  if (entity.kind === '') return [{ kind: 'unknown', text: 'a document that is no Kubernetes object', source: '' }]
  const kind = isMeant(entity) ? entity.kind : `${entity.kind}.${entity.group}`
  const steps = inTemplate(kind, delta.steps)
  if (steps !== undefined) return podEffects(facts, kind, steps)
  if (isObjectDefault(kind, delta, facts)) return [filledIn]
  const found = rowsOf(kind).find((row) => row.at(delta.steps) && row.when(facts))
  if (found === undefined) {
    const known = effectRows.some(({ kinds }) => kinds.includes(kind))
    return [
      {
        kind: known ? 'config' : 'unknown',
        text: known ? 'its controller takes it in' : `what the controller of ${kind} does with it is not known here`,
        source: '',
      },
    ]
  }
  if (found.effect === 'refused') return [refusal(found.text(facts), change, found.source)]
  return [{ kind: found.effect, text: found.text(facts), source: found.source }]
}

const force = 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#force-sync'
const anew = 'and what it ran is away meanwhile'

/** An update that the API server refuses: what that comes to. */
function refusal(text: string, change: Change, source: string): Effect {
  return hasOption(change.after, 'Force=true')
    ? { kind: 'recreate', text: `${text}; Argo CD deletes the object and makes it anew (Force=true), ${anew}`, source }
    : {
        kind: 'refused',
        text: `${text}: the API server says no, and this app's sync fails until somebody deletes the object`,
        source,
      }
}

/** What becomes of an object as a whole, whatever the fields would do by themselves. */
function wholeEffect(change: Change, effects: readonly Effect[]): Effect | undefined {
  const refused = effects.find(({ kind }) => kind === 'refused')
  if (refused !== undefined) return { ...refused, text: 'it does not arrive: another field of this object is refused' }
  if (change.after === undefined || !['Replace=true', 'Force=true'].every((option) => hasOption(change.after, option)))
    return undefined
  return {
    kind: 'recreate',
    text: `Argo CD deletes the object and makes it anew at every change (Replace=true,Force=true), ${anew}`,
    source: force,
  }
}

/**
 * What the changed fields of an object make the controllers do, field by field: usually one effect; a field of a pod template also has one of
 * its own. Where the API server refuses one field, none of the others arrives.
 */
export function effectsOf(change: Change, trees: Trees): readonly (readonly Effect[])[] {
  const each = change.deltas.map((delta) => deltaEffects(change, delta, trees))
  const whole = wholeEffect(change, each.flat())
  if (whole === undefined) return each
  return each.map((effects) =>
    effects.every(({ kind }) => kind === 'nothing' || kind === whole.kind) ? effects : [whole],
  )
}
