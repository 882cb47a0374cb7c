import { cached, type Cluster, type Upstream, type Values } from '@slipway/fleet'
import { ackServices } from '../ack.ts'
import { withValue } from './with-value.ts'

/** A value of a chart that names a registry, or with `path` a registry and the repository. */
interface ImageValue {
  readonly at: string
  readonly from: Upstream
  readonly path?: string
}

const registry = (at: string, from: Upstream): ImageValue => ({ at, from })
const repository = (at: string, from: Upstream, path: string): ImageValue => ({ at, from, path })

/**
 * By chart, as in its values.yaml at the pinned version; `check` reports images that are missing here (chart-cache).
 * Includes images of pods that the Prometheus operator, cert-manager and istiod make.
 */
const imageValues: Readonly<Record<string, readonly ImageValue[]>> = {
  'ack-chart': ackServices.map((service) =>
    repository(`${service}.image.repository`, 'public.ecr.aws', `aws-controllers-k8s/${service}-controller`),
  ),
  'argo-cd': [
    repository('global.image.repository', 'quay.io', 'argoproj/argocd'),
    repository('redis.image.repository', 'public.ecr.aws', 'docker/library/redis'),
  ],
  'argo-rollouts': [registry('controller.image.registry', 'quay.io')],
  'aws-load-balancer-controller': [
    repository('image.repository', 'public.ecr.aws', 'eks/aws-load-balancer-controller'),
  ],
  'aws-node-termination-handler': [
    repository('image.repository', 'public.ecr.aws', 'aws-ec2/aws-node-termination-handler'),
  ],
  'cert-manager': [registry('imageRegistry', 'quay.io')],
  'cluster-autoscaler': [repository('image.repository', 'registry.k8s.io', 'autoscaling/cluster-autoscaler')],
  cni: [repository('global.hub', 'docker.io', 'istio')],
  'eck-operator': [
    repository('image.repository', 'docker.io', 'elastic/eck-operator'),
    // And what it makes pods of.
    registry('config.containerRegistry', 'docker.io'),
  ],
  'external-dns': [repository('image.repository', 'registry.k8s.io', 'external-dns/external-dns')],
  'external-secrets': ['image', 'webhook.image', 'certController.image'].map((image) =>
    repository(`${image}.repository`, 'ghcr.io', 'external-secrets/external-secrets'),
  ),
  istiod: [repository('global.hub', 'docker.io', 'istio')],
  karpenter: [repository('controller.image.repository', 'public.ecr.aws', 'karpenter/controller')],
  keda: ['keda', 'metricsApiServer', 'webhooks'].map((image) => registry(`image.${image}.registry`, 'ghcr.io')),
  'kube-prometheus-stack': [
    registry('alertmanager.alertmanagerSpec.image.registry', 'quay.io'),
    registry('grafana.image.registry', 'docker.io'),
    registry('grafana.sidecar.image.registry', 'quay.io'),
    registry('kube-state-metrics.image.registry', 'registry.k8s.io'),
    registry('prometheus.prometheusSpec.image.registry', 'quay.io'),
    registry('prometheus-node-exporter.image.registry', 'quay.io'),
    registry('prometheusOperator.admissionWebhooks.patch.image.registry', 'ghcr.io'),
    registry('prometheusOperator.image.registry', 'quay.io'),
    registry('prometheusOperator.prometheusConfigReloader.image.registry', 'quay.io'),
    registry('prometheusOperator.thanosImage.registry', 'quay.io'),
  ],
  'metrics-server': [repository('image.repository', 'registry.k8s.io', 'metrics-server/metrics-server')],
  'vertical-pod-autoscaler': [
    repository('recommender.image.repository', 'registry.k8s.io', 'autoscaling/vpa-recommender'),
  ],
}

/** A chart's values with images by ECR's pull-through cache, of the registries that the cluster has behind it. */
export function throughCache(chart: string, values: Values, cluster: Cluster): Values {
  const behind = (imageValues[chart] ?? []).filter(({ from }) => cluster.pullThrough?.includes(from) === true)
  return behind.reduce<Values>((all, { at, from, path }) => {
    const name = [cached(cluster, from), ...(path === undefined ? [] : [path])].join('/')
    return withValue(all, at.split('.'), name)
  }, values)
}
