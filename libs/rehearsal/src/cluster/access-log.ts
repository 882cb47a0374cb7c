import { fields } from '@slipway/kube'
import { parse } from 'yaml'
import { chartValues } from './chart-values.ts'

/** How proxies write what they served, where the tree's istiod says it. @param application istiod's */
export function accessLogOf(application: string | undefined): object {
  const { accessLogFormat, accessLogEncoding } = fields(chartValues(parse(application ?? ''))['meshConfig'])
  return typeof accessLogFormat === 'string' ? { accessLogFormat, accessLogEncoding } : {}
}
