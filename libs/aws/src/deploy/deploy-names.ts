import { shortened, type Cluster, type Fleet } from '@slipway/fleet'
import { functionPlace } from '../functions/names.ts'
import { stackName } from '../model/stack.ts'
import { subject } from '../subject.ts'

type Named = Pick<Cluster, 'name'>

/** The roles with which stacks of functions beside a cluster are deployed, each with one step of it. */
export const deployRoleNames = ({ name }: Named) => ({
  /** Makes change sets, and shows them. */
  prepare: shortened(`${name}-stack-prepare`, 64),
  /** Executes those that somebody approved. */
  deploy: shortened(`${name}-stack-deploy`, 64),
  /** CloudFormation's own, with which it makes what the stacks have. */
  make: shortened(`${name}-stack-make`, 64),
})

/** The environment of GitHub whose reviewers let change sets be executed. */
export const deployEnvironment = (environment: string): string => `stacks-${environment}`

/**
 * Whether a workflow deploys stacks of functions. CloudFormation has change sets and moves weights; OpenTofu has
 * neither.
 */
export const deploysStacks = (fleet: Fleet): boolean =>
  fleet.stackDeploy === 'functions' && fleet.stacks !== 'opentofu' && subject(fleet) !== undefined

/** The prefix of stacks of functions beside a cluster, as CloudFormation names them. */
export const functionStackPrefix = (fleet: Fleet, cluster: Cluster): string =>
  stackName(fleet, functionPlace(cluster, ''))
