import { dataRisks } from './data.ts'
import { exposureRisks } from './exposure.ts'
import { outageRisks } from './outage.ts'
import { policyRisks } from './policy.ts'
import type { Danger, Risk, RiskRule } from './risk.ts'

/** Every rule there is, and `npm run review -- --rules` lists them. How far a change reaches is judged for all of it, in blast.ts. */
export const riskRules: readonly RiskRule[] = [...dataRisks, ...outageRisks, ...exposureRisks, ...policyRisks]

/** All risks of one change of an object or of one field of it. */
export function risksOf(danger: Danger): readonly Risk[] {
  return riskRules.flatMap(({ name, test }) => {
    const found = test(danger)
    return found === undefined ? [] : [{ rule: name, level: found[0], why: found[1] }]
  })
}
