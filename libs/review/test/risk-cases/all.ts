import type { RiskCase } from '../risk-case.ts'
import { annotationRiskCases } from './annotations.ts'
import { argoRiskCases } from './argo.ts'
import { clusterRiskCases } from './cluster.ts'
import { edgeRiskCases } from './edge.ts'
import { deliveryRiskCases } from './delivery.ts'
import { objectiveRiskCases } from './objectives.ts'
import { operatorRiskCases } from './operators.ts'
import { trafficRiskCases } from './traffic.ts'
import { relationRiskCases } from './relations.ts'
import { settingRiskCases } from './settings.ts'
import { networkRiskCases } from './network.ts'
import { podRiskCases } from './pods.ts'
import { runningRiskCases } from './running.ts'
import { secretRiskCases } from './secrets.ts'

const subjects = {
  annotations: annotationRiskCases,
  argo: argoRiskCases,
  cluster: clusterRiskCases,
  edge: edgeRiskCases,
  delivery: deliveryRiskCases,
  objectives: objectiveRiskCases,
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
