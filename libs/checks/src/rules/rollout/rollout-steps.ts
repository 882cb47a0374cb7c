import { show, repeated } from '@slipway/core'
import { type Fields, fields, list, seconds, text } from '@slipway/kube'
import type { Report, Rule } from '../../engine/rule.ts'
import { type Canary, canaries } from '../../objects/canary.ts'

const kinds = [
  'setWeight',
  'pause',
  'setCanaryScale',
  'setHeaderRoute',
  'setMirrorRoute',
  'analysis',
  'experiment',
  'plugin',
  'replicaProgressThreshold',
]

type Say = (at: string, got: string, want: string, hint: string) => void

function managedRoute(canary: Canary, step: Fields, kind: string, say: Say): void {
  const route = fields(step[kind])
  const name = text(route.name) ?? ''
  if (!canary.managed.includes(name))
    say(`${kind}.name`, show(route.name), 'a name of trafficRouting.managedRoutes', 'add it there')
  for (const [i, match] of list(route.match).entries()) {
    const value = fields(match.headerValue)
    const ways = ['exact', 'regex', 'prefix'].filter((w) => value[w] !== undefined)
    if (kind === 'setHeaderRoute' && ways.length !== 1)
      say(`${kind}.match[${i}].headerValue`, show(match.headerValue), 'one of exact, regex and prefix', 'leave one')
  }
}

function pause(step: Fields, say: Say): void {
  const { duration: given } = fields(step.pause)
  if (given !== undefined && (seconds(given, 'rollouts') ?? -1) < 0)
    say('pause.duration', show(given), 'a duration such as "2m"', 'correct it')
}

function canaryScale(step: Fields, say: Say): void {
  const scale = fields(step.setCanaryScale)
  const said = ['weight', 'replicas', 'matchTrafficWeight'].filter((k) => scale[k] !== undefined)
  if (said.length !== 1)
    say('setCanaryScale', show(step.setCanaryScale), 'one of weight, replicas and matchTrafficWeight', 'leave one')
  if (typeof scale.weight === 'number' && (scale.weight < 0 || scale.weight > 100))
    say('setCanaryScale.weight', show(scale.weight), '0 to 100', 'correct it')
}

function checkSteps(canary: Canary, report: Report): void {
  let weight = 0
  // The canary's share of the pods: that of its traffic, or one that a step has fixed.
  let pods: number | 'traffic' | 'fixed' = 'traffic'
  for (const [i, step] of canary.steps.entries()) {
    const say: Say = (at, got, want, hint) =>
      report(canary.item, `spec.strategy.canary.steps[${i}]${at === '' ? '' : `.${at}`}`, want, hint, got)
    const said = Object.keys(step)
    const [kind = ''] = said
    if (said.length !== 1 || !kinds.includes(kind)) {
      say('', show(step), `exactly one of: ${kinds.join(', ')}`, 'make a step of each')
      continue
    }
    if (canary.traffic === undefined && ['setCanaryScale', 'setHeaderRoute', 'setMirrorRoute'].includes(kind))
      say(kind, show(step[kind]), 'trafficRouting, without which it does nothing', 'take it out')
    if (kind === 'setHeaderRoute' || kind === 'setMirrorRoute') managedRoute(canary, step, kind, say)
    if (kind === 'pause') pause(step, say)
    if (kind === 'setCanaryScale') {
      canaryScale(step, say)
      const scale = fields(step.setCanaryScale)
      pods = scale.matchTrafficWeight === true ? 'traffic' : typeof scale.weight === 'number' ? scale.weight : 'fixed'
    }
    if (kind !== 'setWeight') continue
    const next = step.setWeight
    if (typeof next !== 'number' || !Number.isInteger(next) || next < 0 || next > 100) {
      say('setWeight', show(next), 'a whole number from 0 to 100', 'correct it')
      continue
    }
    if (next < weight) say('setWeight', String(next), `at least the weight before (${weight})`, 'let the weights rise')
    if (pods === 'fixed' || (typeof pods === 'number' && pods < next)) {
      say(
        'setWeight',
        `${next} % of the traffic for ${pods === 'fixed' ? 'a fixed number' : `${pods} %`} of the pods`,
        'setCanaryScale: { matchTrafficWeight: true } before it',
        'add that step',
      )
    }
    weight = next
  }
}

export const rolloutSteps: Rule = {
  code: 'rollout-steps',
  guards:
    'each step of a canary is one thing that Rollouts knows, weights rise, and pods are there before their traffic',
  source: 'Rollouts validation.go (FIELD-NOTES A16); FIELD-NOTES A3 (matchTrafficWeight)',
  check: (cluster, report) => {
    for (const canary of canaries(cluster)) {
      checkSteps(canary, report)
      for (const [i] of repeated(canary.managed))
        report(
          canary.item,
          `spec.strategy.canary.trafficRouting.managedRoutes[${i}].name`,
          'each name once',
          'take one of the two out',
        )
    }
  },
}
