import type { RuleName } from '../../risks/risks.ts'
import { explainedAlerts } from './explained-alerts.ts'
import { explainedDelivery } from './explained-delivery.ts'
import { explainedExposure } from './explained-exposure.ts'
import { explainedFields } from './explained-fields.ts'
import { explainedLimits } from './explained-limits.ts'
import { explainedOperators } from './explained-operators.ts'
import { explainedOutages } from './explained-outages.ts'
import { explainedPods } from './explained-pods.ts'
import { explainedTraffic } from './explained-traffic.ts'
import type { Explanation } from './explanation.ts'

/** The meaning of each rule, for `review --explain`. */
export const explanations: Readonly<Record<RuleName, Explanation>> = {
  ...explainedOutages,
  ...explainedExposure,
  ...explainedFields,
  ...explainedAlerts,
  ...explainedLimits,
  ...explainedOperators,
  ...explainedDelivery,
  ...explainedTraffic,
  ...explainedPods,
}
