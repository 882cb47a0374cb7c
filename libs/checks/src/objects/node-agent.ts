import type { Item } from '@slipway/kube'

/**
 * The collector of logs reads files of its node, which belong to root, and has its image by its version, as add-ons
 * have: their charts are not in the tree. Only the generator writes there.
 */
export const isNodeAgent = ({ path, kind }: Pick<Item, 'path' | 'kind'>): boolean =>
  kind === 'DaemonSet' && /^clusters\/[^/]+\/platform\/logging\/daemonset-log-collector\.yaml$/.test(path)

/** Agents beside a cluster's own Elasticsearch, whose images ECK also names by their version. */
const besideElastic =
  /^clusters\/[^/]+\/platform\/elastic\/(cronjob-log-retention|deployment-log-store-exporter)\.yaml$/

/** A collector of logs or of traces, or the cluster's own Jaeger: its image is named by its version. */
export const isCollector = (item: Pick<Item, 'path' | 'kind'>): boolean =>
  isNodeAgent(item) ||
  besideElastic.test(item.path) ||
  (item.kind === 'Deployment' &&
    /^clusters\/[^/]+\/platform\/tracing\/deployment-(?:trace-collector|jaeger)\.yaml$/.test(item.path))
