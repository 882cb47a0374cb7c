import type { Constraint } from '@slipway/kube'
import {
  claimConstraints,
  metadataConstraints,
  namespaceConstraints,
  revisionConstraints,
  rootConstraints,
  stayConstraints,
} from './metadata.ts'
import { podConstraints } from './pods.ts'
import { secretConstraints } from './secrets.ts'
import { trafficConstraints } from './traffic.ts'
import { watchConstraints } from './watch.ts'
import { workloadConstraints } from './workloads.ts'

/** A part of the fence around a team: a rule of `check`, and an admission policy in each cluster. */
export interface FencePart {
  readonly guards: string
  readonly constraints: readonly Constraint[]
  /** In a cluster: controllers may do what people and Argo CD may not. */
  readonly spares?: 'controllers'
}

/**
 * The fields that a team may write in the objects that it may make (kinds.ts): one table for the checks and the
 * cluster.
 */
export const fence = {
  pods: {
    guards: 'pods of a team run its images, without the rights of the node, and inside of the mesh',
    constraints: [...podConstraints, ...workloadConstraints],
  },
  traffic: {
    guards: 'a team takes in and sends out only what is its own: addresses, ports, hosts, callers',
    constraints: trafficConstraints,
  },
  watch: {
    guards: 'a team measures its own pods, and records and asks under its own name',
    constraints: watchConstraints,
  },
  secrets: {
    guards: 'a team reads its own secrets, through its own store',
    constraints: secretConstraints,
  },
  metadata: {
    guards: 'no label, annotation or claim by which an object of a team acts as somebody else',
    constraints: [
      ...rootConstraints,
      ...stayConstraints,
      ...metadataConstraints,
      ...claimConstraints,
      ...revisionConstraints,
      ...namespaceConstraints,
    ],
    spares: 'controllers',
  },
} as const satisfies Readonly<Record<string, FencePart>>

export type FenceName = keyof typeof fence
export const fenceNames = Object.keys(fence) as readonly FenceName[]
