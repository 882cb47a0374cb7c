import type { Scenario } from './scenario.ts'
import { admit } from './scenarios/admit.ts'
import { adopt } from './scenarios/adopt.ts'
import { canaryPromotes } from './scenarios/canary-promotes.ts'
import { drain } from './scenarios/drain.ts'
import { delivery } from './scenarios/delivery.ts'

/** Every scenario, in the order in which they are played. */
export const scenarios: readonly Scenario[] = [adopt, admit, canaryPromotes, delivery, drain]
