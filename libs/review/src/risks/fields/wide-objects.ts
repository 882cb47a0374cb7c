import { at, fields, isEmpty, list, text, texts } from '@slipway/kube'
import { isInNewNamespace } from '../new-namespace.ts'
import type { Danger } from '../risk.ts'
import { field, fieldRule } from './field-rule.ts'

const isNew = (was: unknown): boolean => was === undefined

/** A Sidecar of all pods of its namespace, by which they call less than everything. */
const limitsAll = (spec: unknown): boolean => {
  const hosts = list(at(spec, 'egress')).flatMap((one) => texts(one['hosts']))
  const isPartly = hosts.length > 0 && !hosts.includes('*/*')
  return (
    isEmpty({ matchLabels: at(spec, 'workloadSelector', 'labels') }) &&
    (isPartly || at(spec, 'outboundTrafficPolicy', 'mode') === 'REGISTRY_ONLY')
  )
}

/** Every host of the mesh itself; routes of gateways are judged by their hosts. */
const takesMesh = (spec: unknown): boolean => {
  const gateways = texts(at(spec, 'gateways'))
  return texts(at(spec, 'hosts')).includes('*') && (gateways.length === 0 || gateways.includes('mesh'))
}

const isOwnName = /(?:^[^.]*|\.(?:local|internal|svc|cluster|lan|home|test|example))$/
/** Names of the world that are led to addresses which this object says. */
const ledAway = (spec: unknown): readonly string[] =>
  list(at(spec, 'endpoints')).length === 0 ? [] : texts(at(spec, 'hosts')).filter((host) => !isOwnName.test(host))

/** Whether a Service of its name was there: its calls go to these addresses from now on. */
const ofKnownService = ({ entity, trees }: Danger): boolean => {
  const slice = text(at(entity.value, 'metadata', 'labels', 'kubernetes.io/service-name'))
  const name = entity.kind === 'Endpoints' ? entity.name : slice
  return trees.before.kind(entity.location.cluster, 'Service', entity.namespace).some((one) => one.name === name)
}

/** Groups that Kubernetes itself serves. */
const ofKubernetes = /^(?:|apps|batch|autoscaling|policy|extensions|[\w.]+\.k8s\.io)$/
/** Metrics of pods and of scalers are served by others by design. */
const isOwnGroup = (group: unknown): boolean =>
  ofKubernetes.test(text(group) ?? '') && !/metrics\.k8s\.io$/.test(text(group) ?? '')

const isDefault = (annotations: unknown): boolean =>
  ['storageclass', 'ingressclass'].some(
    (kind) => fields(annotations)[`${kind}.kubernetes.io/is-default-class`] === 'true',
  )

const selectsAll = (spec: unknown): boolean => {
  const own = at(spec, 'namespaceSelector')
  const all = [...list(at(spec, 'namespaceSelectors')), ...(own === undefined ? [] : [fields(own)])]
  return all.some((one) => isEmpty(one))
}

/** Objects that act on all of their namespace, or of their cluster, without naming anything there. */
export const wideObjectRisks = [
  fieldRule('wide-object', 'outage', 'objects that act on all of their namespace or cluster', [
    field(
      'outside-closed',
      'medium',
      'Sidecar.networking.istio.io',
      'spec',
      (was, is, danger) => isNew(was) && limitsAll(is) && !isInNewNamespace(danger.entity, danger.trees),
      true,
    ),
    field('calls-led-elsewhere', 'high', 'VirtualService', 'spec', (was, is) => takesMesh(is) && !takesMesh(was), true),
    field(
      'calls-led-elsewhere',
      'medium',
      'ServiceEntry',
      'spec',
      (was, is) => ledAway(is).some((host) => !ledAway(was).includes(host)),
      true,
    ),
    ...['endpoints', 'subsets'].map((part) =>
      field(
        'calls-led-elsewhere',
        'medium',
        'EndpointSlice Endpoints',
        part,
        (was, _, danger) => !isNew(was) || ofKnownService(danger),
        true,
      ),
    ),
    field(
      'calls-led-elsewhere',
      'medium',
      'CiliumLocalRedirectPolicy CiliumEgressGatewayPolicy',
      'spec',
      () => true,
      true,
    ),
    field('api-elsewhere', 'high', 'APIService', 'spec', (was, is) => isNew(was) && isOwnGroup(at(is, 'group')), true),
    field('api-elsewhere', 'high', 'APIService', 'spec.service', (was) => !isNew(was)),
    field(
      'default-class',
      'medium',
      'StorageClass IngressClass',
      'metadata.annotations',
      (was, is) => isDefault(is) !== isDefault(was),
      true,
    ),
  ]),
  fieldRule('secret-everywhere', 'exposure', 'secrets that every namespace gets', [
    field(
      'secret-everywhere',
      'high',
      'ClusterExternalSecret',
      'spec',
      (was, is) => selectsAll(is) && !selectsAll(was),
      true,
    ),
  ]),
]
