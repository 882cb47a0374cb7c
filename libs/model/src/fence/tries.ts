import type { KubeObject } from '@slipway/core'
import type { FenceName } from './fence.ts'
import { triesOfDaemons } from './tries/daemons.ts'
import { triesOfEvaluators } from './tries/evaluators.ts'
import type { Ground, Row } from './tries/ground.ts'
import { triesOfCluster, triesOfKinds, triesOfMetadata } from './tries/objects.ts'
import { triesOfNodes } from './tries/nodes.ts'
import { triesOfProxyAmounts } from './tries/proxy-amounts.ts'
import { triesOfProxyTexts } from './tries/proxy-texts.ts'
import { triesOfQuestions } from './tries/questions.ts'
import { type Refusal, refusalOf, repaired } from './tries/reason.ts'
import { triesOfPods } from './tries/pods.ts'
import { triesOfMesh } from './tries/mesh.ts'
import { triesOfTraffic } from './tries/traffic.ts'
import { triesOfSecrets } from './tries/secrets.ts'
import { triesOfVolumes } from './tries/volumes.ts'
import { triesOfWatch } from './tries/watch.ts'
import { triesOfWorkloads } from './tries/workloads.ts'

/** Something that a team may not do, as an object that would do it. */
export interface Try {
  readonly name: string
  /**
   * `teams-<part>` is the policy that refuses it, `team-<part>` the rule of the checks; of `cluster` it is
   * `team-kinds`.
   */
  readonly part: FenceName | 'kinds' | 'cluster'
  readonly object: KubeObject
  /** Why `check` refuses it. */
  readonly refusal: Refusal
  /** The same with that put right: nothing refuses it. */
  readonly sound: KubeObject
}

const parts: Readonly<Record<Try['part'], (ground: Ground) => readonly Row[]>> = {
  pods: (ground) =>
    [triesOfPods, triesOfNodes, triesOfWorkloads, triesOfDaemons, triesOfVolumes].flatMap((of) => of(ground)),
  traffic: (ground) => [
    ...triesOfTraffic(ground),
    ...triesOfMesh(ground),
    ...triesOfProxyTexts(ground),
    ...triesOfProxyAmounts(ground),
  ],
  watch: (ground) => [...triesOfWatch(ground), ...triesOfQuestions(ground), ...triesOfEvaluators(ground)],
  secrets: triesOfSecrets,
  metadata: triesOfMetadata,
  kinds: triesOfKinds,
  cluster: triesOfCluster,
}

function tryOf(part: Try['part'], [name, object, reason]: Row): Try {
  const refusal = refusalOf(reason, `team-${part === 'cluster' ? 'kinds' : part}`)
  return { name, part, object, refusal, sound: repaired(object, refusal.repairs) }
}

/** Attempts of a team to reach another team's objects, or the platform's. Tests and the rehearsal make all of them. */
export const tries = (ground: Ground): readonly Try[] =>
  Object.entries(parts).flatMap(([part, rowsOf]) => rowsOf(ground).map((row) => tryOf(part as Try['part'], row)))

export { soundRows } from './tries/sound.ts'
export { makers } from './tries/ground.ts'
