import type { Item } from '@slipway/kube'

/**
 * The collector of logs reads files of its node, which belong to root, and has its image by its version, as add-ons have: their charts are not in the
 * tree. Only the generator writes there.
 */
export const isNodeAgent = ({ path, kind }: Pick<Item, 'path' | 'kind'>): boolean =>
  kind === 'DaemonSet' && /^clusters\/[^/]+\/platform\/logging\/daemonset-log-collector\.yaml$/.test(path)
