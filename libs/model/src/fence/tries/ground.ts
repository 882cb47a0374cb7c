import type { KubeObject } from '@slipway/core'
import type { Reason } from './reason.ts'

export interface Ground {
  /** The object's owner, and another team. */
  readonly team: string
  readonly other: string
  readonly environment: string
  /** An image that the team may run. */
  readonly image: string
  /** The beginning of the URLs of its cluster's queues. */
  readonly queues: string
}

export type SoundRow = readonly [name: string, object: KubeObject]
export type Row = readonly [...SoundRow, reason: Reason]

export const prometheusUrl = 'http://prometheus-operated.monitoring.svc.cluster.local:9090'

export const istio = 'networking.istio.io/v1'
export const security = 'security.istio.io/v1'
export const monitoring = 'monitoring.coreos.com/v1'
export const rbac = 'rbac.authorization.k8s.io/v1'
export const argo = 'argoproj.io/v1alpha1'

/** Makes objects of the team, right but for what a row adds to them. */
export function makers({ team, image }: Ground) {
  const make = (apiVersion: string, kind: string, rest: object, metadata: object = {}): KubeObject => ({
    apiVersion,
    kind,
    metadata: { name: 'try', namespace: team, ...metadata },
    ...rest,
  })
  const labels = { 'app.kubernetes.io/name': 'try' }
  const hardened = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } }
  const securityContext = { runAsUser: 10_001, runAsGroup: 10_001, ...hardened }
  /** A sound container, so that only what a row adds is refused. */
  const container = ({
    securityContext: more = {},
    ...rest
  }: {
    readonly securityContext?: object
    readonly [field: string]: unknown
  } = {}) => ({
    name: 'app',
    image,
    ...rest,
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, ...more },
  })
  const deployment = (spec: object, more: Readonly<Record<string, unknown>> = {}, metadata: object = {}) =>
    make('apps/v1', 'Deployment', {
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { ...metadata, labels: { ...labels, ...(metadata as { labels?: object }).labels } },
          spec: { securityContext, containers: [container(more)], ...spec },
        },
      },
    })
  const rollout = (strategy: object) =>
    make(argo, 'Rollout', {
      spec: {
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { securityContext, containers: [container()] } },
        strategy,
      },
    })
  const annotated = (key: string, value: string) => deployment({}, {}, { annotations: { [key]: value } })
  const service = (spec: object, metadata: object = {}) =>
    make('v1', 'Service', { spec: { selector: labels, ports: [{ name: 'http', port: 80 }], ...spec } }, metadata)
  return { make, labels, hardened, securityContext, container, deployment, rollout, annotated, service }
}
