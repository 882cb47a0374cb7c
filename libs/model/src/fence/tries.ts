import type { KubeObject } from '@slipway/core'
import type { FenceName } from './fence.ts'
import type { Ground, Row } from './tries/ground.ts'
import { triesOfCluster, triesOfKinds, triesOfMetadata } from './tries/objects.ts'
import { triesOfPods } from './tries/pods.ts'
import { triesOfTraffic } from './tries/traffic.ts'
import { triesOfSecrets, triesOfWatch } from './tries/watch.ts'
import { triesOfWorkloads } from './tries/workloads.ts'

/** Something that a team may not do, as an object that would do it. */
export interface Try {
  readonly name: string
  /** The policy that refuses it: `teams-<part>`; what is of the whole cluster is a kind to the checks. */
  readonly part: FenceName | 'kinds' | 'cluster'
  readonly object: KubeObject
}

const parts: Readonly<Record<Try['part'], (ground: Ground) => readonly Row[]>> = {
  pods: (ground) => [...triesOfPods(ground), ...triesOfWorkloads(ground)],
  traffic: triesOfTraffic,
  watch: triesOfWatch,
  secrets: triesOfSecrets,
  metadata: triesOfMetadata,
  kinds: triesOfKinds,
  cluster: triesOfCluster,
}

/** What a team might try to get into another's house, or the platform's: tests and the rehearsal go through all of them. */
export const tries = (ground: Ground): readonly Try[] =>
  Object.entries(parts).flatMap(([part, rowsOf]) =>
    rowsOf(ground).map(([name, object]) => ({ name, part: part as Try['part'], object })),
  )

export { soundRows } from './tries/sound.ts'
