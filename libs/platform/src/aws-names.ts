import { alertTopicName, interruptionQueueName, sesMail, type Cluster, type Fleet } from '@slipway/fleet'

/** Names outside of the cluster that add-ons are told of and `bootstrap` asks for: made once, so that both mean the same. */

/** Pages go there by SMS. */
export const alertTopic = ({ name, region, account }: Cluster): string =>
  `arn:aws:sns:${region}:${account}:${alertTopicName({ name })}`

/** Where people look at a region's things in a browser. */
export const consoleOf = (region: string): string =>
  `https://${region}.${region.startsWith('cn-') ? 'console.amazonaws.cn' : 'console.aws.amazon.com'}`

/** Pages go there by e-mail. */
export function mailRelay(cluster: Cluster, { paging }: Pick<Fleet, 'paging'>): string {
  const ses = sesMail(cluster)
  return ses?.user === undefined ? (paging?.relay ?? `smtp.${cluster.domain}:587`) : ses.relay
}

/** Karpenter hears of spot interruptions there. */
export const interruptionQueue = (cluster: Cluster): string => interruptionQueueName(cluster)

/** The cluster as EKS names it; all of the fleet's are in AWS' own partition. */
export const clusterArn = ({ account, region, name }: Pick<Cluster, 'account' | 'region' | 'name'>): string =>
  `arn:aws:eks:${region}:${account}:cluster/${name}`

/** The role of the cluster's EKS Capability for Argo CD. */
export const argoRole = ({ name }: Pick<Cluster, 'name'>): string => `${name}-argocd`
