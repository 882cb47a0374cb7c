/** From the least to the most serious. */
export const riskLevels = ['low', 'medium', 'high'] as const
export type RiskLevel = (typeof riskLevels)[number]
/** `none` weighs least. */
export const levelWeight = (level: RiskLevel | 'none'): number => riskLevels.indexOf(level as RiskLevel)
/** The highest of some. */
export const levelOf = (levels: readonly (RiskLevel | 'none')[]): RiskLevel | 'none' =>
  riskLevels.findLast((level) => levels.includes(level)) ?? 'none'
/** Whether a level is so high or higher. */
export const isAtLeast = (level: RiskLevel | 'none', least: RiskLevel): boolean =>
  levelWeight(level) >= levelWeight(least)
