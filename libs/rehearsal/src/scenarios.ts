import type { Scenario } from './scenario.ts'
import { canaryPromotes } from './scenarios/canary-promotes.ts'

/** Every scenario, in the order in which they are played. */
export const scenarios: readonly Scenario[] = [canaryPromotes]
