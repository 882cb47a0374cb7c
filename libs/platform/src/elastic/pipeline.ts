import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Cluster, Logging } from '@slipway/fleet'
import { aliases, firstWord, levels, most, routing, stackLine, whose } from '../signals/log-fields.ts'
import { redactions } from '../signals/redaction.ts'
import { ports } from './names.ts'

/** The folder of Logstash's pipeline and of the key that Filebeat trusts. */
export const pipelineFolder = '/usr/share/logstash/slipway'
export const tlsFolder = '/usr/share/logstash/tls'

/** RE2 says `$1` where Ruby says `\1`. */
const asRuby = (by: string): string => by.replaceAll(/\$(\d)/g, String.raw`\$1`)

/** The same as what the OpenTelemetry Collector does (signals/log-fields.ts), as data for record.rb. */
const tablesOf = ({ keep }: Pick<Logging, 'keep'>) => ({
  redactions: redactions.map(({ pattern, by }) => ({ pattern, by: asRuby(by) })),
  levels: levels.map(([name, , words]) => [name, words]),
  words: levels.map(([name, , words]) => [name, firstWord(words)]),
  stack: stackLine,
  // The code of Envoy says more than a status: record.rb asks for it by its own name.
  renames: Object.fromEntries(
    Object.entries(aliases).flatMap(([name, others]) =>
      others.filter((other) => other !== 'response_code').map((other) => [other, name]),
    ),
  ),
  whose: [...whose],
  routing,
  most: { fields: most.fields, bytes: most.bytes, body: most.body },
  keep: Object.fromEntries(keep),
})

/** Its settings in ECK: variables begin with the name of the reference (pkg/controller/logstash/env.go). */
const conf = ({ name, environment }: Pick<Cluster, 'name' | 'environment'>): string => `input {
  beats {
    port => ${ports.beats}
    ssl_enabled => true
    ssl_certificate => "${tlsFolder}/tls.crt"
    ssl_key => "${tlsFolder}/tls.key"
  }
}

filter {
  ruby {
    path => "${pipelineFolder}/record.rb"
    script_params => {
      "tables" => "${pipelineFolder}/tables.json"
      "cluster" => "${name}"
      "environment" => "${environment}"
    }
  }
}

output {
  elasticsearch {
    hosts => [ "\${LOGS_ES_HOSTS}" ]
    user => "\${LOGS_ES_USER}"
    password => "\${LOGS_ES_PASSWORD}"
    ssl_certificate_authorities => "\${LOGS_ES_SSL_CERTIFICATE_AUTHORITY}"
    data_stream => "true"
    data_stream_auto_routing => "true"
    data_stream_sync_fields => "true"
    compression_level => 1
  }
}
`

/** A ConfigMap's data: the pipeline, its script, and the script's tables. */
export const pipelineFiles = (
  logging: Pick<Logging, 'keep'>,
  cluster: Pick<Cluster, 'name' | 'environment'>,
): Readonly<Record<string, string>> => ({
  'logs.conf': conf(cluster),
  'record.rb': readFileSync(path.join(import.meta.dirname, 'record.rb'), 'utf8'),
  'tables.json': `${JSON.stringify(tablesOf(logging), null, 1)}\n`,
})
