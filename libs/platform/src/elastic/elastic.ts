import { loggingOf } from '@slipway/fleet'
import type { Component } from '../components/component.ts'
import { elasticsearch } from './elasticsearch.ts'
import { filebeat } from './filebeat.ts'
import { kibana } from './kibana.ts'
import { logstash } from './logstash.ts'
import { network } from './network.ts'
import { retention } from './retention.ts'
import { storeExporter } from './store-exporter.ts'
import { writerSecret } from './writer-secret.ts'

/** The documents' own way of logs (SYSTEM.md S0-40 to S0-43), made by ECK's operator of what is here. */
export const elastic: Component = (chart, { cluster }, fleet) => {
  const logging = loggingOf(cluster, fleet)
  const own = logging?.cluster
  if (logging === undefined || own === undefined) return
  elasticsearch(chart, own, cluster)
  kibana(chart, own, cluster)
  network(chart, own)
  retention(chart, logging, own, cluster)
  storeExporter(chart, cluster)
  if (own.by === 'collector') return writerSecret(chart, cluster)
  logstash(chart, logging, own, cluster)
  filebeat(chart, own, cluster)
}
