import type { Cluster, Fleet } from '@slipway/fleet'

/** A prerequisite outside of git before a cluster can follow it. Sentences: prerequisite-sentences.ts. */
export type PrerequisiteCode =
  | 'account'
  | 'cluster'
  | 'eks-addon'
  | 'network-policies'
  | 'identity-center'
  | 'argo-capability'
  | 'argo-access'
  | 'node-role'
  | 'first-nodes'
  | 'discovery-subnets'
  | 'discovery-security-groups'
  | 'interruption-queue'
  | 'repository'
  | 'zone'
  | 'alert-topic'
  | 'alert-relay'
  | 'mail-domain'
  | 'mail-sending'
  | 'mail-user'
  | 'sign-on-client'
  | 'own-addon'
  | 'queue'
  | 'secret'
  | 'addon-role'
  | 'app-role'
  | 'stack-resource'
  | 'github-app'
  | 'git-credentials'

/** A question that changes nothing, and what of the answer says that the thing is there. */
export interface Probe {
  readonly program: 'aws' | 'kubectl'
  readonly args: readonly string[]
  /** Judges what the program printed, if it exited with 0. */
  readonly there: (answer: string) => boolean
}

export interface Prerequisite {
  readonly code: PrerequisiteCode
  /** The exact name that fleet data and rendered objects use. */
  readonly name: string
  /** Its particulars: keys of a secret, rights of a role, a tag's value. */
  readonly detail?: string
  /** The file of `aws/` whose deployment makes it. */
  readonly madeBy?: string
  /** `undefined` where no program of these can tell. */
  readonly probe?: Probe
}

export interface ClusterFacts {
  readonly cluster: Cluster
  readonly fleet: Fleet
}
