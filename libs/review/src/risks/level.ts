/** From what wants a look to what wants a reason. */
export const riskLevels = ['low', 'medium', 'high'] as const
export type RiskLevel = (typeof riskLevels)[number]
/** Whether a level is so high or higher. */
export const isAtLeast = (level: RiskLevel | 'none', least: RiskLevel): boolean =>
  riskLevels.indexOf(level as RiskLevel) >= riskLevels.indexOf(least)
