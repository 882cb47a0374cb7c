import { cached, type Cluster, type Upstream } from '@slipway/fleet'

/** Elastic's name on Docker Hub, which has the same images as its own registry. */
export const hubName = 'elastic'

const through = (cluster: Cluster, upstream: Upstream): string =>
  cluster.pullThrough?.includes(upstream) === true ? cached(cluster, upstream) : upstream

export const elasticsearchImage = (cluster: Cluster, version: string): string =>
  `${through(cluster, 'docker.io')}/${hubName}/elasticsearch:${version}`

/** https://github.com/prometheus-community/elasticsearch_exporter */
export const exporterImage = (cluster: Cluster): string =>
  `${through(cluster, 'quay.io')}/prometheuscommunity/elasticsearch-exporter:v1.9.0`
