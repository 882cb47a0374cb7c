import { defaultCases } from './default-cases.ts'
import type { EffectCase } from './effect-case.ts'
import { platformCases } from './platform-cases.ts'
import { syncCases } from './sync-cases.ts'
import { workloadCases } from './workload-cases.ts'

export type { EffectCase } from './effect-case.ts'

/** The table that review is tested by; the scenario `effects` of the rehearsal plays it on the real controllers. */
export const effectCases: readonly EffectCase[] = [...workloadCases, ...platformCases, ...defaultCases, ...syncCases]
