import type { Cluster } from '@slipway/fleet'
import { hasAddressIn, memoized } from '@slipway/kube'

/** Private addresses: other pods, the nodes, their metadata. */
const privateRanges = ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'] as const

/**
 * No way out to public addresses leads there: the private ranges, and the cluster's own that lie elsewhere, as pods in
 * 198.19.0.0/16 do (https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network.html).
 */
export const privateRangesOf = ({ network }: Pick<Cluster, 'network'>): readonly string[] => rangesOf(network)

const rangesOf = memoized(({ vpc, pods, services }: Cluster['network']): readonly string[] => [
  ...privateRanges,
  ...new Set([vpc, pods, services].filter((own) => hasAddressIn(own, own, privateRanges))),
])
