import type { EffectKind } from '@slipway/review'
import type { PodFate, Seen } from './effect-seen.ts'

/** Kinds whose effect shows in programs that do not run here. */
const elsewhere: Readonly<Record<string, string>> = {
  VirtualService: 'in Envoy',
  DestinationRule: 'in Envoy',
  Gateway: 'in Envoy',
  Sidecar: 'in Envoy',
  AuthorizationPolicy: 'in Envoy',
  NetworkPolicy: 'in a network',
  ScaledObject: 'in KEDA',
  NodePool: 'in Karpenter',
  PrometheusRule: "in Prometheus' operator",
  Application: 'in a chart',
}
/** Effects that objects and pods show. `later`, `config` and `metadata` show by unchanged pods. */
const shows = new Set<EffectKind>([
  'refused',
  'recreate',
  'delete',
  'kept',
  'create',
  'run',
  'restart',
  'canary',
  'scale',
  'nothing',
  'metadata',
])

/** The other place at which the effect would show. */
export function hidden(predicted: ReadonlySet<EffectKind>, { fates, pods, endpoints }: Seen): string | undefined {
  const kinds = fates.map(({ kind }) => kind)
  const there = kinds.flatMap((kind) => elsewhere[kind] ?? [])[0]
  if ([...predicted].some((effect) => effect !== 'scale' && shows.has(effect)) || predicted.size === 0) return undefined
  if (there !== undefined) return there
  if (predicted.has('scale')) return undefined
  if (kinds.includes('Service') && endpoints === 'changed') return undefined
  const quiet = predicted.has('later') || predicted.has('config')
  return quiet && pods.was > 0 ? undefined : 'when somebody asks for it'
}

function podsSaid(predicted: ReadonlySet<EffectKind>, kinds: readonly string[]): readonly PodFate[] {
  if (predicted.has('refused')) return ['same']
  const scaled: readonly PodFate[] =
    predicted.has('scale') && !kinds.some((kind) => kind === 'PersistentVolumeClaim' || kind in elsewhere)
      ? ['more', 'fewer', 'partly']
      : []
  if (predicted.has('canary')) return ['canary']
  if (predicted.has('restart')) return ['replaced']
  if (scaled.length > 0) return scaled
  return (['recreate', 'delete', 'create', 'run'] as const).some((effect) => predicted.has(effect))
    ? ['same', 'replaced', 'more', 'fewer']
    : ['same']
}

export function disagreements(predicted: ReadonlySet<EffectKind>, seen: Seen): readonly string[] {
  const { refused, pods, endpoints } = seen
  const fates = seen.fates.filter(({ expected }) => expected === undefined)
  const left = seen.fates.filter(({ expected, fate }) => expected !== undefined && fate !== expected)
  const fate = (...wanted: readonly string[]) => fates.some((each) => wanted.includes(each.fate))
  const kinds = fates.map(({ kind }) => kind)
  const wanted = podsSaid(predicted, kinds)
  const silent = predicted.size === 0 || [...predicted].every((effect) => effect === 'nothing')
  // Rollouts may add `resources: {}` to a Rollout.
  const onlyMetadata = fates.every((each) => each.fate === 'metadata' || (each.custom && each.fate === 'changed'))
  const wrong: readonly (readonly [boolean, string])[] = [
    [predicted.has('refused') && refused === undefined, 'nothing was refused'],
    [!predicted.has('refused') && refused !== undefined, 'the API server refused it'],
    [
      predicted.has('recreate') !== fate('anew') && !predicted.has('run'),
      predicted.has('recreate') ? 'nothing was made anew' : 'it was deleted and made anew',
    ],
    [predicted.has('delete') !== fate('went'), predicted.has('delete') ? 'nothing is gone' : 'something is gone'],
    [predicted.has('run') && !fate('anew', 'came'), 'it did not run again'],
    [
      left.length > 0,
      `an object of the Application ${left.some(({ expected }) => expected === 'went') ? 'stays' : 'is gone'}`,
    ],
    [predicted.has('kept') && !fate('kept'), 'nothing was kept'],
    [predicted.has('delete') && fate('kept'), 'something stays'],
    [fate('missing'), 'it never came'],
    [!wanted.includes(pods.fate), pods.fate === 'same' ? 'the pods are the same' : 'the pods are not what it says'],
    [predicted.has('scale') && predicted.has('restart') && pods.was === pods.is, 'there are as many pods as before'],
    [silent && fates.some((each) => !each.custom && each.fate !== 'same'), 'an object is another'],
    [
      predicted.has('refused') && fates.some((each) => each.fate !== 'same' && each.fate !== 'kept'),
      'an object is another',
    ],
    [
      !silent && predicted.size === 1 && predicted.has('metadata') && !onlyMetadata,
      'more or less than metadata changed',
    ],
    [!silent && !predicted.has('refused') && fates.every((each) => each.fate === 'same'), 'no object changed at all'],
    [
      kinds.includes('Service') && predicted.has('traffic') !== (endpoints === 'changed'),
      predicted.has('traffic') ? 'behind it nothing changed' : 'other pods or ports are behind it',
    ],
  ]
  return wrong.flatMap(([is, words]) => (is ? [words] : []))
}
