import { outcomesOfFolders } from '../effects/applications.ts'
import type { Change } from '../compare/match.ts'
import type { Trees } from '../read/trees.ts'
import { applicationRisks, folderApplications } from './applications.ts'
import { claimRisks } from './claims.ts'
import { dataRisks } from './data.ts'
import { exposureRisks } from './exposure.ts'
import { alertingRisks } from './fields/alerting.ts'
import { clusterRisks } from './fields/cluster.ts'
import { deliveryRisks } from './fields/delivery.ts'
import { argoFieldRisks } from './fields/argo.ts'
import { meshRisks } from './fields/mesh.ts'
import { misplacedRisks } from './fields/misplaced.ts'
import { olmRisks } from './fields/olm.ts'
import { openshiftRisks } from './fields/openshift.ts'
import { podFieldRisks } from './fields/pods.ts'
import { startRisks } from './fields/starts.ts'
import { scalingRisks } from './fields/scaling.ts'
import { switchRisks } from './fields/switches.ts'
import { scheduleRisks } from './fields/schedules.ts'
import { targetRisks } from './fields/targets.ts'
import { needRisks } from './fields/needs.ts'
import { objectiveRisks } from './fields/objectives.ts'
import { keyRisks } from './fields/keys.ts'
import { nameRisks } from './fields/names.ts'
import { operatorWordRisks } from './fields/operator-words.ts'
import { elasticRisks } from './fields/elastic.ts'
import { operatorRisks } from './fields/operators.ts'
import { wideObjectRisks } from './fields/wide-objects.ts'
import { policyFieldRisks } from './fields/policies.ts'
import { flagRisks } from './fields/program-flags.ts'
import { edgeRouteRisks } from './fields/routes.ts'
import { limitRisks } from './fields/limits.ts'
import { trafficRisks } from './fields/traffic.ts'
import { routeRisks } from './routes.ts'
import { anyPodGuards } from './guards/any-pod.ts'
import { argoGuards } from './guards/argo.ts'
import { clusterGuards } from './guards/cluster.ts'
import { gatewayGuards } from './guards/gateways.ts'
import { ingressGuards } from './guards/ingresses.ts'
import { networkGuards } from './guards/network.ts'
import { podGuards } from './guards/pod.ts'
import { refusedValueGuards } from './guards/refused-values.ts'
import { rightsGuards } from './guards/rights.ts'
import { routeGuards } from './guards/routes.ts'
import { serviceGuards } from './guards/services.ts'
import { hostRisks } from './hosts.ts'
import { moveRisks } from './moves.ts'
import { outageRisks } from './outage.ts'
import { policyRisks } from './policy.ts'
import { reachRules, type Reach } from './reach.ts'
import { secretRisks } from './secrets.ts'
import { writingRisks } from './writing.ts'
import { isAtLeast, type RiskLevel } from './level.ts'
import type { Danger, Found, RiskCode, RiskData } from './risk.ts'

/** Every rule for one change; `npm run review -- --rules` lists them. How far a change reaches is judged for all of it, by `reachRules`. */
export const riskRules = [
  ...dataRisks,
  ...applicationRisks,
  ...outageRisks,
  ...exposureRisks,
  ...podGuards,
  ...anyPodGuards,
  ...networkGuards,
  ...serviceGuards,
  ...ingressGuards,
  ...gatewayGuards,
  ...routeGuards,
  ...hostRisks,
  ...claimRisks,
  ...moveRisks,
  ...refusedValueGuards,
  ...rightsGuards,
  ...clusterGuards,
  ...argoGuards,
  ...routeRisks,
  ...deliveryRisks,
  ...elasticRisks,
  ...operatorRisks,
  ...needRisks,
  ...operatorWordRisks,
  ...nameRisks,
  ...wideObjectRisks,
  ...policyFieldRisks,
  ...edgeRouteRisks,
  ...keyRisks,
  ...flagRisks,
  ...switchRisks,
  ...trafficRisks,
  ...limitRisks,
  ...alertingRisks,
  ...clusterRisks,
  ...objectiveRisks,
  ...podFieldRisks,
  ...startRisks,
  ...scheduleRisks,
  ...scalingRisks,
  ...meshRisks,
  ...targetRisks,
  ...argoFieldRisks,
  ...misplacedRisks,
  ...olmRisks,
  ...openshiftRisks,
  ...secretRisks,
  ...writingRisks,
  ...policyRisks,
]
export type RuleName = (typeof riskRules)[number]['name'] | (typeof reachRules)[number]['name']

export type Risk = { readonly [C in RiskCode]: { readonly code: C; readonly data: RiskData[C] } }[RiskCode] & {
  readonly rule: RuleName
  readonly level: RiskLevel
  /** Where the repository gives it another level: that of the rule, and why. */
  readonly overridden?: { readonly level: RiskLevel; readonly reason: string }
}

const riskOf = (rule: RuleName, found: Found | false | undefined): readonly Risk[] =>
  found === false || found === undefined ? [] : [{ rule, level: found[0], code: found[1], data: found[2] } as Risk]

const sameWords = (a: Risk, b: Risk): boolean =>
  a.code === b.code && a.level === b.level && JSON.stringify(a.data) === JSON.stringify(b.data)

/** Reports equal risks once. */
const once = (found: readonly Risk[]): readonly Risk[] =>
  found.length < 2
    ? found
    : found.filter((risk, i) => found.findIndex((one) => one === risk || sameWords(one, risk)) === i)

/** Reasons that say that nobody here knows more. */
const unknowing = new Set<RiskCode>(['not-known', 'read-by-tools', 'unknown-end'])
/** Which are false beside a rule that does and is as grave; the effect still says what of it is not known. */
const known = (found: readonly Risk[]): readonly Risk[] =>
  found.filter(
    (risk) =>
      !unknowing.has(risk.code) || !found.some((one) => !unknowing.has(one.code) && isAtLeast(one.level, risk.level)),
  )

/** All risks of one change of an object or of one field of it, whichever rules say them. */
export const risksOf = (danger: Danger): readonly Risk[] =>
  known(once(riskRules.flatMap(({ name, test }) => riskOf(name, test(danger)))))

/** The risks of how far a change reaches. */
export const reachRisks = (reach: Reach): readonly Risk[] =>
  reachRules.flatMap(({ name, test }) => riskOf(name, test(reach)))

/** The risks of folders that come and go, from which sets make Applications: of the sets of all clusters. */
export const folderRisks = (changes: readonly Change[], trees: Trees): readonly Risk[] =>
  once(outcomesOfFolders(changes, trees).flatMap((outcome) => riskOf('applications', folderApplications(outcome))))
