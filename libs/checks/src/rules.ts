import type { Rule } from './rule.ts'
import { alertRules } from './rules/alert-rules.ts'
import { analysisArgs } from './rules/analysis-args.ts'
import { analysisCondition } from './rules/analysis-condition.ts'
import { analysisMetrics } from './rules/analysis-metrics.ts'
import { argoCovers } from './rules/argo-covers.ts'
import { argoIgnore } from './rules/argo-ignore.ts'
import { argoProject } from './rules/argo-project.ts'
import { argoSource } from './rules/argo-source.ts'
import { argoSync } from './rules/argo-sync.ts'
import { callAllowed } from './rules/call-allowed.ts'
import { callResolves } from './rules/call-resolves.ts'
import { cronJob } from './rules/cron-job.ts'
import { destinationRule } from './rules/destination-rule.ts'
import { drainTime } from './rules/drain-time.ts'
import { envField } from './rules/env-field.ts'
import { envOnce } from './rules/env-once.ts'
import { externalSecret } from './rules/external-secret.ts'
import { imagePinned } from './rules/image-pinned.ts'
import { meshDeny } from './rules/mesh-deny.ts'
import { monitorPorts } from './rules/monitor-ports.ts'
import { namespaceGuard } from './rules/namespace-guard.ts'
import { networkDeny } from './rules/network-deny.ts'
import { networkOwn } from './rules/network-own.ts'
import { networkPeer } from './rules/network-peer.ts'
import { nodeScaler } from './rules/node-scaler.ts'
import { objectAnnotations } from './rules/object-annotations.ts'
import { objectApi } from './rules/object-api.ts'
import { objectLabels } from './rules/object-labels.ts'
import { objectName } from './rules/object-name.ts'
import { objectNamespace } from './rules/object-namespace.ts'
import { objectOnce } from './rules/object-once.ts'
import { objectPath } from './rules/object-path.ts'
import { pdbInteger } from './rules/pdb-integer.ts'
import { pdbOnce } from './rules/pdb-once.ts'
import { pdbRoom } from './rules/pdb-room.ts'
import { podPool } from './rules/pod-pool.ts'
import { podReferences } from './rules/pod-references.ts'
import { podSecurity } from './rules/pod-security.ts'
import { priorityClass } from './rules/priority-class.ts'
import { probeBoth } from './rules/probe-both.ts'
import { probeDistinct } from './rules/probe-distinct.ts'
import { probePort } from './rules/probe-port.ts'
import { prodReplicas } from './rules/prod-replicas.ts'
import { quotaRoom } from './rules/quota-room.ts'
import { readOnlyRoot } from './rules/read-only-root.ts'
import { releaseRejected } from './rules/release-rejected.ts'
import { replicasOwner } from './rules/replicas-owner.ts'
import { resources } from './rules/resources.ts'
import { rolloutAnalysis } from './rules/rollout-analysis.ts'
import { rolloutBuckets } from './rules/rollout-buckets.ts'
import { rolloutEnd } from './rules/rollout-end.ts'
import { rolloutRoutes } from './rules/rollout-routes.ts'
import { rolloutServices } from './rules/rollout-services.ts'
import { rolloutSteps } from './rules/rollout-steps.ts'
import { routeClaim } from './rules/route-claim.ts'
import { routeDelegate } from './rules/route-delegate.ts'
import { routeDestination } from './rules/route-destination.ts'
import { routeGateway } from './rules/route-gateway.ts'
import { routeNames } from './rules/route-names.ts'
import { routeOrder } from './rules/route-order.ts'
import { routeRegex } from './rules/route-regex.ts'
import { routeWeights } from './rules/route-weights.ts'
import { scalerBounds } from './rules/scaler-bounds.ts'
import { scalerMetrics } from './rules/scaler-metrics.ts'
import { scalerReach } from './rules/scaler-reach.ts'
import { scalerRoom } from './rules/scaler-room.ts'
import { scalerTarget } from './rules/scaler-target.ts'
import { secretLiteral } from './rules/secret-literal.ts'
import { selectorOwn } from './rules/selector-own.ts'
import { selectorSelects } from './rules/selector-selects.ts'
import { serviceAccount } from './rules/service-account.ts'
import { serviceOwn } from './rules/service-own.ts'
import { servicePorts } from './rules/service-ports.ts'
import { sidecarEgress } from './rules/sidecar-egress.ts'
import { spreadOwn } from './rules/spread-own.ts'
import { statefulService } from './rules/stateful-service.ts'
import { storageClass } from './rules/storage-class.ts'
import { updateTiming } from './rules/update-timing.ts'
import { vpaOff } from './rules/vpa-off.ts'

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
