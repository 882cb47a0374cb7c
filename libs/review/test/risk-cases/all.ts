import type { RiskCase } from '../risk-case.ts'
import { alertingRiskCases } from './alerting.ts'
import { annotationRiskCases } from './annotations.ts'
import { argoRiskCases } from './delivery/argo.ts'
import { clusterRiskCases } from './cluster.ts'
import { edgeRiskCases } from './edge/edge.ts'
import { deliveryRiskCases } from './delivery/delivery.ts'
import { objectiveRiskCases } from './objectives.ts'
import { limitRiskCases } from './limits.ts'
import { operatorRiskCases } from './operators/operators.ts'
import { trafficRiskCases } from './traffic.ts'
import { relationRiskCases } from './relations.ts'
import { settingRiskCases } from './settings.ts'
import { networkRiskCases } from './network.ts'
import { podRiskCases } from './pods.ts'
import { runningRiskCases } from './running.ts'
import { secretRiskCases } from './secrets.ts'
import { appOfAppsRiskCases } from './delivery/app-of-apps.ts'
import { argoScopeRiskCases } from './delivery/argo-scope.ts'
import { callsRiskCases } from './calls.ts'
import { podAvailabilityRiskCases } from './pod-availability.ts'
import { claimRiskCases } from './claims.ts'
import { cloudsRiskCases } from './clouds.ts'
import { fluxRiskCases } from './delivery/flux.ts'
import { gatewayApiRiskCases } from './edge/gateway-api.ts'
import { helmReleasesRiskCases } from './delivery/helm-releases.ts'
import { kafkaRiskCases } from './operators/kafka.ts'
import { knativeRiskCases } from './operators/knative.ts'
import { namesRiskCases } from './names.ts'
import { needsRiskCases } from './needs.ts'
import { apiServerPolicyRiskCases } from './policies/api-server.ts'
import { policiesRiskCases } from './policies/engines.ts'
import { postgresRiskCases } from './operators/postgres.ts'
import { sealedSecretsRiskCases } from './sealed-secrets.ts'
import { setsRiskCases } from './delivery/sets.ts'
import { wordsRiskCases } from './words.ts'
import { edgeCheckRiskCases } from './edge/edge-checks.ts'
import { closingRiskCases } from './closing.ts'
import { openshiftRiskCases } from './openshift.ts'
import { refusedRiskCases } from './refused.ts'
import { edgesRiskCases } from './edge/edges.ts'
import { elasticRiskCases } from './operators/elastic.ts'
import { endsRiskCases } from './ends.ts'
import { flagsRiskCases } from './flags.ts'
import { variantsRiskCases } from './variants.ts'
import { quietRiskCases } from './quiet.ts'
import { refusedValueRiskCases } from './refused-values.ts'
import { switchRiskCases } from './switches.ts'
import { wideObjectRiskCases } from './wide-objects.ts'

const subjects = {
  quiet: quietRiskCases,
  'refused values': refusedValueRiskCases,
  switches: switchRiskCases,
  wide: wideObjectRiskCases,
  claims: claimRiskCases,
  'pod-availability': podAvailabilityRiskCases,
  calls: callsRiskCases,
  'argo-scope': argoScopeRiskCases,
  variants: variantsRiskCases,
  needs: needsRiskCases,
  closing: closingRiskCases,
  openshift: openshiftRiskCases,
  refused: refusedRiskCases,
  edges: edgesRiskCases,
  'edge checks': edgeCheckRiskCases,
  elastic: elasticRiskCases,
  ends: endsRiskCases,
  flags: flagsRiskCases,
  'app-of-apps': appOfAppsRiskCases,
  clouds: cloudsRiskCases,
  flux: fluxRiskCases,
  'gateway-api': gatewayApiRiskCases,
  'helm-releases': helmReleasesRiskCases,
  kafka: kafkaRiskCases,
  knative: knativeRiskCases,
  names: namesRiskCases,
  policies: policiesRiskCases,
  'policies of the API server': apiServerPolicyRiskCases,
  postgres: postgresRiskCases,
  'sealed-secrets': sealedSecretsRiskCases,
  sets: setsRiskCases,
  words: wordsRiskCases,
  alerting: alertingRiskCases,
  annotations: annotationRiskCases,
  argo: argoRiskCases,
  cluster: clusterRiskCases,
  edge: edgeRiskCases,
  delivery: deliveryRiskCases,
  objectives: objectiveRiskCases,
  limits: limitRiskCases,
  operators: operatorRiskCases,
  traffic: trafficRiskCases,
  relations: relationRiskCases,
  settings: settingRiskCases,
  network: networkRiskCases,
  pods: podRiskCases,
  running: runningRiskCases,
  secrets: secretRiskCases,
}

/** The table that the risks of review are tested by, each with its subject before its name. */
export const riskCases: readonly RiskCase[] = Object.entries(subjects).flatMap(([subject, all]) =>
  all.map(([what, ...rest]): RiskCase => [`${subject}: ${what}`, ...rest]),
)
