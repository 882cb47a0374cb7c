import type { Rule } from './engine/rule.ts'
import { argoCovers } from './rules/argo/argo-covers.ts'
import { argoIgnore } from './rules/argo/argo-ignore.ts'
import { argoProject } from './rules/argo/argo-project.ts'
import { argoSource } from './rules/argo/argo-source.ts'
import { argoSync } from './rules/argo/argo-sync.ts'
import { callAllowed } from './rules/mesh/call-allowed.ts'
import { callResolves } from './rules/mesh/call-resolves.ts'
import { meshDeny } from './rules/mesh/mesh-deny.ts'
import { sidecarEgress } from './rules/mesh/sidecar-egress.ts'
import { alertRules } from './rules/monitoring/alert-rules.ts'
import { monitorPorts } from './rules/monitoring/monitor-ports.ts'
import { externalSecret } from './rules/namespace/external-secret.ts'
import { namespaceGuard } from './rules/namespace/namespace-guard.ts'
import { quotaRoom } from './rules/namespace/quota-room.ts'
import { storageClass } from './rules/namespace/storage-class.ts'
import { networkDeny } from './rules/network/network-deny.ts'
import { networkOwn } from './rules/network/network-own.ts'
import { networkPeer } from './rules/network/network-peer.ts'
import { objectAnnotations } from './rules/object/object-annotations.ts'
import { objectApi } from './rules/object/object-api.ts'
import { objectLabels } from './rules/object/object-labels.ts'
import { objectName } from './rules/object/object-name.ts'
import { objectNamespace } from './rules/object/object-namespace.ts'
import { objectOnce } from './rules/object/object-once.ts'
import { objectPath } from './rules/object/object-path.ts'
import { cronJob } from './rules/pod/cron-job.ts'
import { drainTime } from './rules/pod/drain-time.ts'
import { envField } from './rules/pod/env-field.ts'
import { envOnce } from './rules/pod/env-once.ts'
import { imagePinned } from './rules/pod/image-pinned.ts'
import { podPool } from './rules/pod/pod-pool.ts'
import { podReferences } from './rules/pod/pod-references.ts'
import { podSecurity } from './rules/pod/pod-security.ts'
import { priorityClass } from './rules/pod/priority-class.ts'
import { probeBoth } from './rules/pod/probe-both.ts'
import { probeDistinct } from './rules/pod/probe-distinct.ts'
import { probePort } from './rules/pod/probe-port.ts'
import { readOnlyRoot } from './rules/pod/read-only-root.ts'
import { resources } from './rules/pod/resources.ts'
import { secretLiteral } from './rules/pod/secret-literal.ts'
import { spreadOwn } from './rules/pod/spread-own.ts'
import { analysisArgs } from './rules/rollout/analysis-args.ts'
import { analysisCondition } from './rules/rollout/analysis-condition.ts'
import { analysisMetrics } from './rules/rollout/analysis-metrics.ts'
import { releaseRejected } from './rules/rollout/release-rejected.ts'
import { rolloutAnalysis } from './rules/rollout/rollout-analysis.ts'
import { rolloutBuckets } from './rules/rollout/rollout-buckets.ts'
import { rolloutEnd } from './rules/rollout/rollout-end.ts'
import { rolloutRoutes } from './rules/rollout/rollout-routes.ts'
import { rolloutServices } from './rules/rollout/rollout-services.ts'
import { rolloutSteps } from './rules/rollout/rollout-steps.ts'
import { updateTiming } from './rules/rollout/update-timing.ts'
import { destinationRule } from './rules/route/destination-rule.ts'
import { routeClaim } from './rules/route/route-claim.ts'
import { routeDelegate } from './rules/route/route-delegate.ts'
import { routeDestination } from './rules/route/route-destination.ts'
import { routeGateway } from './rules/route/route-gateway.ts'
import { routeNames } from './rules/route/route-names.ts'
import { routeOrder } from './rules/route/route-order.ts'
import { routeRegex } from './rules/route/route-regex.ts'
import { routeWeights } from './rules/route/route-weights.ts'
import { nodeScaler } from './rules/scaler/node-scaler.ts'
import { pdbInteger } from './rules/scaler/pdb-integer.ts'
import { pdbOnce } from './rules/scaler/pdb-once.ts'
import { pdbRoom } from './rules/scaler/pdb-room.ts'
import { prodReplicas } from './rules/scaler/prod-replicas.ts'
import { replicasOwner } from './rules/scaler/replicas-owner.ts'
import { scalerBounds } from './rules/scaler/scaler-bounds.ts'
import { scalerMetrics } from './rules/scaler/scaler-metrics.ts'
import { scalerReach } from './rules/scaler/scaler-reach.ts'
import { scalerRoom } from './rules/scaler/scaler-room.ts'
import { scalerTarget } from './rules/scaler/scaler-target.ts'
import { vpaOff } from './rules/scaler/vpa-off.ts'
import { selectorOwn } from './rules/service/selector-own.ts'
import { selectorSelects } from './rules/service/selector-selects.ts'
import { serviceAccount } from './rules/service/service-account.ts'
import { serviceOwn } from './rules/service/service-own.ts'
import { servicePorts } from './rules/service/service-ports.ts'
import { statefulService } from './rules/service/stateful-service.ts'

/**
 * Every rule of ring 2, in the order in which a pull request is read: what it is, what it selects, what it runs, how it scales, how it is
 * reached.
 */
export const rules: readonly Rule[] = [
  objectAnnotations,
  objectApi,
  objectLabels,
  objectName,
  objectNamespace,
  objectOnce,
  objectPath,
  monitorPorts,
  selectorOwn,
  selectorSelects,
  serviceOwn,
  servicePorts,
  spreadOwn,
  drainTime,
  envOnce,
  envField,
  externalSecret,
  imagePinned,
  releaseRejected,
  podPool,
  podReferences,
  podSecurity,
  priorityClass,
  probeBoth,
  probeDistinct,
  probePort,
  readOnlyRoot,
  resources,
  secretLiteral,
  serviceAccount,
  storageClass,
  nodeScaler,
  pdbInteger,
  pdbOnce,
  pdbRoom,
  prodReplicas,
  replicasOwner,
  scalerBounds,
  scalerMetrics,
  scalerReach,
  scalerRoom,
  scalerTarget,
  quotaRoom,
  vpaOff,
  updateTiming,
  callAllowed,
  callResolves,
  destinationRule,
  networkDeny,
  networkOwn,
  networkPeer,
  meshDeny,
  namespaceGuard,
  routeClaim,
  routeDelegate,
  routeDestination,
  routeGateway,
  routeNames,
  routeOrder,
  routeRegex,
  routeWeights,
  sidecarEgress,
  analysisArgs,
  analysisCondition,
  analysisMetrics,
  rolloutAnalysis,
  rolloutBuckets,
  rolloutEnd,
  rolloutRoutes,
  rolloutServices,
  rolloutSteps,
  alertRules,
  cronJob,
  statefulService,
  argoCovers,
  argoIgnore,
  argoProject,
  argoSource,
  argoSync,
]
