import {
  alertTopicName,
  awsArn,
  interruptionQueueName,
  partitionOf,
  sesMail,
  type Cluster,
  type Fleet,
} from '@slipway/fleet'

/**
 * Names outside of the cluster that add-ons' values contain and `bootstrap` asks for: made once, so that both mean the
 * same.
 */

/** Pages go there by SMS. */
export const alertTopic = (cluster: Cluster): string =>
  awsArn(cluster, `sns:${cluster.region}:${cluster.account}:${alertTopicName(cluster)}`)

const consoles = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
} as const

/** The address of AWS' console for a region. */
export const consoleOf = (region: string): string => `https://${region}.${consoles[partitionOf(region)]}`

/** Pages go there by e-mail. */
export function mailRelay(cluster: Cluster, { paging }: Pick<Fleet, 'paging'>): string {
  const ses = sesMail(cluster)
  return ses?.user === undefined ? (paging?.relay ?? `smtp.${cluster.domain}:587`) : ses.relay
}

/** Karpenter hears of spot interruptions there. */
export const interruptionQueue = (cluster: Cluster): string => interruptionQueueName(cluster)

/** The cluster as EKS names it. */
export const clusterArn = (cluster: Pick<Cluster, 'account' | 'region' | 'name'>): string =>
  awsArn(cluster, `eks:${cluster.region}:${cluster.account}:cluster/${cluster.name}`)

/** The role of the cluster's EKS Capability for Argo CD. */
export const argoRole = ({ name }: Pick<Cluster, 'name'>): string => `${name}-argocd`
export const argoRoleArn = (cluster: Pick<Cluster, 'account' | 'region' | 'name'>): string =>
  awsArn(cluster, `iam::${cluster.account}:role/${argoRole(cluster)}`)
