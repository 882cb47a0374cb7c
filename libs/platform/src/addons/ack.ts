import type { Cluster } from '@slipway/fleet'
import { ackKinds, ackNamespace, ackServices, type AckService } from '../ack.ts'
import { Addon, onSystemNodes, ownNamespace, type AddAddons, type Values } from './addon.ts'
import { versions } from './versions.ts'

const accountOf = (service: AckService): string => `ack-${service}-controller`

/**
 * One pod: while none runs nothing changes in AWS, and apps use what is there. It sees one namespace, which no team
 * has; it takes no role of another account, resolves nothing in other namespaces, and makes what it adds to AWS equal
 * to what a stack would: no tags of its own.
 */
const controller = (service: AckService, cluster: Cluster): Values => ({
  enabled: true,
  installScope: 'namespace',
  aws: { region: cluster.region },
  deletionPolicy: 'retain',
  enableCARM: false,
  enableCrossNamespace: false,
  resourceTags: [],
  // Whoever changes a thing by hand in AWS has it as git says within the hour.
  reconcile: { defaultResyncPeriod: 3600, resources: [...ackKinds[service]] },
  serviceAccount: { name: accountOf(service) },
  resources: { requests: { cpu: '25m', memory: '96Mi' }, limits: { memory: '256Mi' } },
  deployment: { replicas: 1, ...onSystemNodes(cluster) },
})

/**
 * AWS Controllers for Kubernetes (SYSTEM.md S2-54), where they make what apps need. One release of the chart of all
 * charts: apart, each would bring the same two CRDs, and Argo CD would have four owners of them.
 */
export const ack: AddAddons = (scope, cluster) => {
  if (cluster.needs !== 'ack') return
  new Addon(scope, 'ack', {
    repository: 'public.ecr.aws/aws-controllers-k8s',
    chart: 'ack-chart',
    version: versions.ack.chart,
    ...ownNamespace(ackNamespace, 'restricted'),
    serverSideApply: true,
    aws: ackServices.map((service) => ({ serviceAccount: accountOf(service) })),
    relied: ackServices.flatMap((service) =>
      [
        ['installScope'],
        ['watchNamespace'],
        ['deletionPolicy'],
        ['resourceTags'],
        ['serviceAccount', 'name'],
        ['aws'],
      ].map((path) => [service, ...path]),
    ),
    values: Object.fromEntries(ackServices.map((service) => [service, controller(service, cluster)])),
  })
}
