import type { Constraint } from '@slipway/kube'

/** Kinds that make pods, and pods that somebody makes by hand. */
export const podKinds = [
  'Pod',
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'Rollout',
] as const

/** Kinds that make pods of a template. */
export const templateKinds = podKinds.filter((kind) => kind !== 'Pod')

export type Rest = Pick<Constraint, 'test' | 'want' | 'hint'> & Partial<Pick<Constraint, 'kinds' | 'required' | 'told'>>

export const inTemplate = (path: string, { kinds = podKinds, ...rest }: Rest): Constraint => ({
  kinds,
  of: 'template',
  path: path.split('.'),
  ...rest,
})
export const inPod = (path: string, rest: Rest): Constraint => inTemplate(`spec.${path}`, rest)
export const inContainers = (path: string, rest: Rest): readonly Constraint[] =>
  ['containers', 'initContainers'].map((list) => inPod(`${list}.*.${path}`, rest))
