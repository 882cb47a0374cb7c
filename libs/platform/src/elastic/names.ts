import { monitoringNamespace, serviceHost } from '@slipway/manifests'

/**
 * Elasticsearch, Kibana and Logstash have one name; ECK makes theirs of it (`name.go` in pkg/apis of cloud-on-k8s
 * v3.5.0).
 */
export const store = 'logs'
export const filebeat = 'filebeat'
export const retentionJob = 'log-retention'
export const exporter = 'log-store-exporter'
export const writer = 'log-writer'
/** The chart's `fullnameOverride`. */
export const operator = 'elastic-operator'

export const ports = {
  http: 9200,
  transport: 9300,
  kibana: 5601,
  beats: 5044,
  logstashApi: 9600,
  exporter: 9114,
} as const

const httpService = `${store}-es-http`
export const storeAddress = `https://${httpService}.${monitoringNamespace}.svc:${ports.http}`
export const kibanaHost = serviceHost(`${store}-kb-http`, monitoringNamespace)
export const beatsHost = `${store}-ls-beats.${monitoringNamespace}.svc`

/** Secrets that ECK makes. Of the internal users one may only look: it has the role `remote_monitoring_collector`. */
export const made = {
  ca: { name: `${httpService}-certs-public`, key: 'ca.crt' },
  admin: { name: `${store}-es-elastic-user`, key: 'elastic' },
  onlooker: { name: `${store}-es-internal-users`, key: 'elastic-internal-monitoring' },
} as const

/** Labels of the pods that ECK makes. */
const typed = (type: string) => ({ 'common.k8s.elastic.co/type': type })
export const podsOf = {
  elasticsearch: { ...typed('elasticsearch'), 'elasticsearch.k8s.elastic.co/cluster-name': store },
  kibana: { ...typed('kibana'), 'kibana.k8s.elastic.co/name': store },
  logstash: { ...typed('logstash'), 'logstash.k8s.elastic.co/name': store },
  beat: { ...typed('beat'), 'beat.k8s.elastic.co/name': filebeat },
  operator: { 'app.kubernetes.io/name': operator },
} as const
