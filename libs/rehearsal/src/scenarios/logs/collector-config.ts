import { parse } from 'yaml'
import { collectorConfigFile } from '@slipway/platform'
import { fields } from '@slipway/kube'
import { NoneFits, type Files } from '../shared/kit.ts'

const places = {
  'log-collector': 'logging/configmap-log-collector.yaml',
  'trace-collector': 'tracing/configmap-trace-collector.yaml',
  jaeger: 'tracing/configmap-jaeger.yaml',
} as const

/** The configuration of a cluster's collector or Jaeger, as the tree has it. @throws NoneFits without one */
export function collectorConfig(files: Files, cluster: string, of: keyof typeof places): unknown {
  const map = fields(parse(files.get(`clusters/${cluster}/platform/${places[of]}`) ?? ''))
  const text = fields(map.data)[collectorConfigFile]
  if (typeof text !== 'string') throw new NoneFits(`${cluster} has no ${of}`)
  return parse(text)
}
