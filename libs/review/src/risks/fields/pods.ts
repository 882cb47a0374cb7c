import { at, isFields, list, number, text, texts, type Fields } from '@slipway/kube'
import { podIn } from '../../effects/pod-nodes.ts'
import { field, fieldRule } from './field-rule.ts'

const workloads = 'Deployment DeploymentConfig StatefulSet DaemonSet Rollout'
const replacing = 'Deployment.apps Rollout.argoproj.io'

const containersOf = (spec: unknown): ReadonlyMap<string, Fields> =>
  new Map(list(at(podIn(spec), 'containers')).map((one) => [text(one['name']) ?? '', one]))
/** Containers that stay, as they were and are. */
const pairs = (was: unknown, is: unknown): readonly (readonly [Fields, Fields])[] => {
  const before = containersOf(was)
  return [...containersOf(is)].flatMap(([name, one]) => {
    const old = before.get(name)
    return old === undefined ? [] : [[old, one] as const]
  })
}

/** Seconds that a container may not answer before it is killed; Kubernetes' own numbers where none are said. */
function patience(container: Fields): number {
  const probe = container['livenessProbe']
  if (!isFields(probe)) return Infinity
  const [failures, period, timeout] = [
    number(probe['failureThreshold']) ?? 3,
    number(probe['periodSeconds']) ?? 10,
    number(probe['timeoutSeconds']) ?? 1,
  ]
  return (failures - 1) * period + timeout
}
/** Seconds until a container that does not answer yet is killed, by the probe that looks at it first. */
function start(container: Fields): number {
  const probe = [container['startupProbe'], container['livenessProbe']].find(isFields)
  if (probe === undefined) return Infinity
  const delay = number(probe['initialDelaySeconds']) ?? 0
  return delay + (number(probe['failureThreshold']) ?? 3) * (number(probe['periodSeconds']) ?? 10)
}

const fallsTo =
  (most: number) =>
  (was: unknown, is: unknown): boolean =>
    pairs(was, is).some(([old, now]) => patience(now) < most && patience(now) * 2 <= patience(old))

/** Most pods that may be away at once are all of them. */
const takesAll = (spec: unknown): boolean => {
  const most =
    at(spec, 'strategy', 'rollingUpdate', 'maxUnavailable') ?? at(spec, 'strategy', 'canary', 'maxUnavailable')
  return most === '100%' || (number(most) ?? 0) >= Math.max(number(at(spec, 'replicas')) ?? Infinity, 2)
}
/** How strictly pods are kept apart. */
function apart(spec: unknown): number {
  const pod = podIn(spec)
  const rules = at(pod, 'affinity', 'podAntiAffinity')
  return (
    list(at(pod, 'topologySpreadConstraints')).length +
    list(at(rules, 'requiredDuringSchedulingIgnoredDuringExecution')).length +
    list(at(rules, 'preferredDuringSchedulingIgnoredDuringExecution')).length
  )
}
const node = (spec: unknown): unknown =>
  at(podIn(spec), 'nodeName') ?? at(podIn(spec), 'nodeSelector', 'kubernetes.io/hostname')
const inPod = (spec: unknown, ...path: readonly string[]): unknown => at(podIn(spec), ...path)

/** A probe whose command says yes whatever the program does. */
function asksNothing(probe: unknown): boolean {
  const words = texts(at(probe, 'exec', 'command'))
  const [first = '', option, code = ''] = words
  if (words.length === 1) return /^(?:\/(?:usr\/)?bin\/)?(?:true|:|echo)$/.test(first)
  return (
    /(?:^|\/)(?:ba|da|a)?sh$/.test(first) &&
    option === '-c' &&
    code.length <= 100 &&
    /^\s*(?:true|:|exit(?: 0)?|echo [\w ]*)\s*;?\s*$/.test(code)
  )
}
/** A toleration of every taint, also those of nodes that are sick, and of the control plane. */
const toleratesAll = (spec: unknown): boolean =>
  list(inPod(spec, 'tolerations')).some(
    ({ key, operator, effect }) => operator === 'Exists' && (key ?? '') === '' && (effect ?? '') !== 'PreferNoSchedule',
  )
/** Names that a pod finds at an address of its own. */
const aliases = (spec: unknown): ReadonlyMap<string, unknown> =>
  new Map(
    list(inPod(spec, 'hostAliases')).flatMap(({ ip, hostnames }) =>
      texts(hostnames).map((name) => [name, ip] as const),
    ),
  )

/** How pods are replaced, looked at and placed. */
export const podFieldRisks = [
  fieldRule('pod-availability', 'outage', 'how pods are replaced, looked at and placed', [
    field('all-at-once', 'high', replacing, 'spec', (was, is) => takesAll(is) && !takesAll(was)),
    field('one-node', 'high', workloads, 'spec', (was, is) => node(is) !== undefined && node(was) === undefined),
    field('killed-sooner', 'high', workloads, 'spec', fallsTo(5)),
    field('killed-sooner', 'medium', workloads, 'spec', fallsTo(30)),
    field('killed-while-starting', 'medium', workloads, 'spec', (was, is) =>
      pairs(was, is).some(
        ([old, now]) =>
          old['startupProbe'] !== undefined && now['startupProbe'] === undefined && now['livenessProbe'] !== undefined,
      ),
    ),
    // A start that takes longer is killed and begins anew.
    field('killed-while-starting', 'medium', workloads, 'spec', (was, is) =>
      pairs(was, is).some(
        ([old, now]) =>
          (old['startupProbe'] === undefined) === (now['startupProbe'] === undefined) &&
          Number.isFinite(start(old)) &&
          start(now) * 2 <= start(old),
      ),
    ),
    field('image-not-pulled', 'medium', workloads, 'spec', (was, is) =>
      pairs(was, is).some(([old, now]) => now['imagePullPolicy'] === 'Never' && old['imagePullPolicy'] !== 'Never'),
    ),
    field(
      'names-unresolved',
      'medium',
      workloads,
      'spec',
      (was, is) =>
        /^(?:Default|None)$/.test(String(inPod(is, 'dnsPolicy'))) && inPod(was, 'dnsPolicy') !== inPod(is, 'dnsPolicy'),
    ),
    field('names-elsewhere', 'medium', workloads, 'spec', (was, is) => {
      const known = aliases(was)
      return [...aliases(is)].some(([name, ip]) => known.get(name) !== ip)
    }),
    field('spread-gone', 'medium', workloads, 'spec', (was, is) => apart(was) > 0 && apart(is) === 0),
    field(
      'other-priority',
      'medium',
      workloads,
      'spec',
      (was, is) =>
        (inPod(was, 'priorityClassName') !== undefined || /^system-/.test(String(inPod(is, 'priorityClassName')))) &&
        inPod(was, 'priorityClassName') !== inPod(is, 'priorityClassName'),
    ),
    field('probe-asks-nothing', 'high', workloads, 'spec', (was, is) =>
      pairs(was, is).some(
        ([old, now]) =>
          isFields(old['readinessProbe']) && !asksNothing(old['readinessProbe']) && asksNothing(now['readinessProbe']),
      ),
    ),
    field('every-node', 'low', 'DaemonSet', 'spec', (was, is) => toleratesAll(is) && !toleratesAll(was)),
    field('every-node', 'medium', workloads, 'spec', (was, is) => toleratesAll(is) && !toleratesAll(was)),
    field(
      'other-runtime',
      'medium',
      workloads,
      'spec',
      (was, is) =>
        inPod(was, 'runtimeClassName') !== undefined &&
        inPod(was, 'runtimeClassName') !== inPod(is, 'runtimeClassName'),
    ),
    field(
      'goes-on-by-itself',
      'medium',
      'Rollout',
      'spec.strategy.blueGreen.autoPromotionEnabled',
      (was, is) => was === false && is !== false,
    ),
    field('rollout-fails', 'medium', replacing, 'spec.progressDeadlineSeconds', (was, is) => {
      const now = number(is) ?? 600
      return now < 60 && now < (number(was) ?? 600)
    }),
    field(
      'ready-at-once',
      'medium',
      workloads,
      'spec.minReadySeconds',
      (was, is) => (number(was) ?? 0) >= 10 && (number(is) ?? 0) < 5,
    ),
    field(
      'waits-for-hand',
      'medium',
      'StatefulSet DaemonSet',
      'spec.updateStrategy.type',
      (_, is) => is === 'OnDelete',
    ),
    field(
      'weights-by-pods',
      'high',
      'Rollout',
      'spec.strategy.canary',
      (was, is) =>
        at(was, 'trafficRouting') !== undefined && is !== undefined && at(is, 'trafficRouting') === undefined,
    ),
    field('slow-rollback', 'medium', 'Rollout', 'spec.strategy.canary.dynamicStableScale', (_, is) => is === true),
    field('stuck-canary', 'medium', 'Rollout', 'spec.progressDeadlineAbort', (was) => was === true),
  ]),
]
