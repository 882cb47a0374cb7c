import { fields, text, texts } from '@slipway/kube'
import type { Entity } from '../../read/entity.ts'
import type { Opening } from '../covers.ts'
import { guard, nothing } from '../guard.ts'
import { annotationsOf, byReach, orEverywhere, split, type Annotations } from './callers.ts'

/** The words by which clouds keep a load balancer inside. */
const aws = 'service.beta.kubernetes.io/aws-load-balancer-'
const isInside = (annotations: Annotations): boolean => {
  const scheme = annotations[`${aws}scheme`]
  return (
    scheme === 'internal' ||
    /^(?:true|0\.0\.0\.0\/0)$/.test(text(annotations[`${aws}internal`]) ?? '') ||
    (scheme === undefined && /^(?:external|nlb-ip)$/.test(text(annotations[`${aws}type`]) ?? '')) ||
    [
      'azure-load-balancer-internal',
      'oci-load-balancer-internal',
      'openstack-internal-load-balancer',
      'scw-loadbalancer-private',
    ].some((key) => annotations[`service.beta.kubernetes.io/${key}`] === 'true') ||
    annotations['oci-network-load-balancer.oraclecloud.com/internal'] === 'true' ||
    annotations['service.beta.kubernetes.io/do-loadbalancer-network'] === 'INTERNAL' ||
    annotations['service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type'] === 'intranet' ||
    annotations['service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type'] === 'private' ||
    annotations['load-balancer.hetzner.cloud/disable-public-network'] === 'true' ||
    /^internal$/i.test(
      text(annotations['networking.gke.io/load-balancer-type'] ?? annotations['cloud.google.com/load-balancer-type']) ??
        '',
    )
  )
}

/** From where a Service can be called: addresses, and through what. */
function serviceReach(entity: Entity): readonly Opening[] {
  const { type, loadBalancerSourceRanges, externalIPs } = fields(entity.value.spec)
  const annotations = annotationsOf(entity)
  const ranges =
    texts(loadBalancerSourceRanges).length > 0
      ? texts(loadBalancerSourceRanges)
      : split(annotations['service.beta.kubernetes.io/load-balancer-source-ranges'])
  const outside = isInside(annotations) ? 'inside' : '*'
  return [
    ...(type === 'LoadBalancer' ? orEverywhere(ranges).map((range) => [range, outside]) : []),
    ...(type === 'NodePort' ? [['*', 'node']] : []),
    ...texts(externalIPs).map((address) => ['*', address]),
  ]
}

/** From where Services can be called. */
export const serviceGuards = [
  guard('edge-open', 'exposure', 'from where a Service can be called', {
    code: 'reachable',
    kinds: 'Service',
    at: 'spec.type|spec.loadBalancerSourceRanges.**|spec.externalIPs.**|metadata.annotations.**',
    level: byReach,
    opens: serviceReach,
    fresh: nothing,
  }),
]
