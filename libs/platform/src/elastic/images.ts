import { cached, type Cluster } from '@slipway/fleet'

/** Elastic's name on Docker Hub, which has the same images as its own registry. */
export const hubName = 'elastic'

export const elasticsearchImage = (cluster: Cluster, version: string): string =>
  `${cached(cluster, 'docker.io')}/${hubName}/elasticsearch:${version}`

/** https://github.com/prometheus-community/elasticsearch_exporter */
export const exporterImage = (cluster: Cluster): string =>
  `${cached(cluster, 'quay.io')}/prometheuscommunity/elasticsearch-exporter:v1.9.0`
