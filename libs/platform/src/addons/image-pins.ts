import { at } from '@slipway/kube'
import type { ImageDigests, Value, Values } from '@slipway/fleet'
import { ackServices } from '../ack.ts'
import { withValue } from './with-value.ts'

/** An image of a chart, and the value by which it gets its digest. */
interface ImagePin {
  /** Its name without the registry, which a cache or a mirror changes. */
  readonly name: string
  /** `...tag` takes `v1@sha256:...`, `...sha` the digest's figures, `...digest` the whole digest. */
  readonly at: string
}

const pin = (name: string, at: string): ImagePin => ({ name, at })

/**
 * By chart, as its templates read them at the pinned version; `npx slipway charts` renders them, and fails where one
 * has no effect.
 */
const pins: Readonly<Record<string, readonly ImagePin[]>> = {
  'ack-chart': ackServices.map((service) => pin(`aws-controllers-k8s/${service}-controller`, `${service}.image.tag`)),
  'argo-cd': [pin('argoproj/argocd', 'global.image.tag'), pin('docker/library/redis', 'redis.image.tag')],
  'argo-rollouts': [pin('argoproj/argo-rollouts', 'controller.image.tag')],
  'aws-load-balancer-controller': [pin('eks/aws-load-balancer-controller', 'image.tag')],
  'aws-node-termination-handler': [pin('aws-ec2/aws-node-termination-handler', 'image.tag')],
  'cert-manager': [
    pin('jetstack/cert-manager-controller', 'image.tag'),
    pin('jetstack/cert-manager-webhook', 'webhook.image.tag'),
    pin('jetstack/cert-manager-cainjector', 'cainjector.image.tag'),
    pin('jetstack/cert-manager-startupapicheck', 'startupapicheck.image.tag'),
  ],
  'cluster-autoscaler': [pin('autoscaling/cluster-autoscaler', 'image.tag')],
  cni: [pin('istio/install-cni', 'tag')],
  'eck-operator': [pin('elastic/eck-operator', 'image.digest')],
  'external-dns': [pin('external-dns/external-dns', 'image.tag')],
  'external-secrets': ['image.tag', 'webhook.image.tag', 'certController.image.tag'].map((at) =>
    pin('external-secrets/external-secrets', at),
  ),
  istiod: [pin('istio/pilot', 'pilot.tag')],
  keda: [
    pin('kedacore/keda', 'image.keda.tag'),
    pin('kedacore/keda-metrics-apiserver', 'image.metricsApiServer.tag'),
    pin('kedacore/keda-admission-webhooks', 'image.webhooks.tag'),
  ],
  'kube-prometheus-stack': [
    pin('prometheus/alertmanager', 'alertmanager.alertmanagerSpec.image.sha'),
    pin('grafana/grafana', 'grafana.image.sha'),
    pin('kiwigrid/k8s-sidecar', 'grafana.sidecar.image.sha'),
    pin('kube-state-metrics/kube-state-metrics', 'kube-state-metrics.image.tag'),
    pin('prometheus/prometheus', 'prometheus.prometheusSpec.image.sha'),
    pin('prometheus/node-exporter', 'prometheus-node-exporter.image.digest'),
    pin('jkroepke/kube-webhook-certgen', 'prometheusOperator.admissionWebhooks.patch.image.sha'),
    pin('prometheus-operator/prometheus-operator', 'prometheusOperator.image.sha'),
  ],
  'metrics-server': [pin('metrics-server/metrics-server', 'image.tag')],
  'nvidia-device-plugin': [pin('nvidia/k8s-device-plugin', 'image.tag')],
  'vertical-pod-autoscaler': [pin('autoscaling/vpa-recommender', 'recommender.image.tag')],
}

const nameAndTag = (reference: string): readonly [name: string, tag: string] => {
  const colon = reference.lastIndexOf(':')
  return [reference.slice(0, colon), reference.slice(colon + 1)]
}

const has = (reference: string, name: string): boolean => nameAndTag(reference)[0].endsWith(`/${name}`)

/** A tag that values give themselves. */
const givenTag = (values: Values, keys: readonly string[]): Value | undefined => {
  const tag = at(values, ...keys.slice(0, -1), 'tag') as Value | undefined
  return tag === '' ? undefined : tag
}

const pinsOf = (chart: string, reference: string): readonly ImagePin[] =>
  (pins[chart] ?? []).filter(({ name }) => has(reference, name))

/** Whether a chart has a value by which an image gets a digest. @param reference `quay.io/argoproj/argocd:v3.4.4` */
export const isPinnable = (chart: string, reference: string): boolean => pinsOf(chart, reference).length > 0

/** Whether the tag of an image is that of its chart: no value gives another. */
export const hasChartsTag = (chart: string, reference: string, values: Values): boolean =>
  pinsOf(chart, reference).some((one) => givenTag(values, one.at.split('.')) === undefined)

/**
 * Pins the images of a chart's values by digest. Keeps digests that the values have, and images without a known digest,
 * which `check` reports (chart-image).
 */
export function pinnedValues(chart: string, version: string, values: Values, digests: ImageDigests): Values {
  return (pins[chart] ?? []).reduce<Values>((all, { name, at: way }) => {
    const keys = way.split('.')
    const tag = givenTag(values, keys)
    const own = at(values, ...keys)
    const isGiven =
      keys.at(-1) === 'tag' ? typeof own === 'string' && own.includes('@') : own !== undefined && own !== ''
    if (isGiven) return all
    const found = Object.entries(digests).find(
      ([reference, { charts }]) =>
        has(reference, name) &&
        (tag === undefined ? charts.includes(`${chart} ${version}`) : nameAndTag(reference)[1] === tag),
    )
    if (found === undefined) return all
    const [reference, { digest }] = found
    const value = { tag: `${nameAndTag(reference)[1]}@${digest}`, sha: digest.slice('sha256:'.length), digest }
    return withValue(all, keys, value[keys.at(-1) as keyof typeof value])
  }, values)
}
