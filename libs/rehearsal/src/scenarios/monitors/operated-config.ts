import { isDeepStrictEqual } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { fields, isFields, list, type Fields } from '@slipway/kube'
import { parse } from 'yaml'
import type { Live } from '../shared/kit.ts'
import { endpointsOf, jobsOf } from '../shared/monitor-jobs.ts'

/** Unpacks a configuration that the operator wrote into a Secret. */
export const unpacked = (data: string): Fields =>
  fields(parse(gunzipSync(Buffer.from(data, 'base64')).toString('utf8')))

interface Here {
  readonly kubeconfig: string
  /** The folder of rule files. */
  readonly rules: string
  /** The address of remote write, without its path. */
  readonly receiver: string
}

/** Seconds; the tree's are 15 to 30. */
const pace: Fields = { scrape_interval: '1s', scrape_timeout: '900ms', evaluation_interval: '1s' }

/**
 * Redirects the operator's configuration to this machine: API server, rule files, remote write, intervals; and fills in
 * the reloader's variables (the pod's name, its shard). Jobs, relabelling and selectors stay.
 */
export function ledHere(config: unknown, here: Here): unknown {
  if (Array.isArray(config)) return config.map((each) => ledHere(each, here))
  if (typeof config === 'string') return config.replaceAll('$(POD_NAME)', 'prometheus-0').replaceAll('$(SHARD)', '0')
  if (!isFields(config)) return config
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => {
      if (key in pace) return [key, pace[key]]
      if (key === 'rule_files') return [key, [`${here.rules}/*.yaml`]]
      if (key === 'kubernetes_sd_configs')
        return [key, list(value).map((each) => ({ ...each, kubeconfig_file: here.kubeconfig }))]
      if (key === 'remote_write')
        return [
          key,
          list(value).map((each) => ({
            ...each,
            url: `${here.receiver}${new URL(String(each['url'])).pathname}`,
          })),
        ]
      return [key, ledHere(value, here)]
    }),
  )
}

/** Where the second lacks what the first says, by path; it may say more. */
export function lacking(wanted: unknown, got: unknown, at = ''): readonly string[] {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(got) || got.length !== wanted.length) return [at]
    return wanted.flatMap((each, i) => lacking(each, got[i], `${at}[${i}]`))
  }
  if (isFields(wanted)) {
    if (!isFields(got)) return [at]
    return Object.entries(wanted).flatMap(([key, value]) => lacking(value, got[key], at === '' ? key : `${at}.${key}`))
  }
  return wanted === got ? [] : [at]
}

interface Compared {
  readonly jobs: number
  /**
   * Names of those that are not there, or keep something else of a page than a rehearsal's own reading of the monitor.
   */
  readonly apart: readonly string[]
}

/** Whether other scenarios read monitors as the operator does: `jobsOf` is ours. */
export function disagreeing(monitors: readonly Live[], config: Fields): Compared {
  const made = new Map(list(config['scrape_configs']).map((job) => [job['job_name'], job]))
  const own = monitors.flatMap((monitor) => {
    const { namespace = '', name } = monitor.metadata
    return jobsOf(namespace, name, {}, endpointsOf(monitor)).map(
      (job, i) => [`podMonitor/${namespace}/${name}/${i}`, job] as const,
    )
  })
  const apart = own.filter(([name, { honor_labels, metric_relabel_configs }]) => {
    const job = made.get(name)
    return (
      job === undefined ||
      (job['honor_labels'] ?? false) !== honor_labels ||
      !isDeepStrictEqual(list(job['metric_relabel_configs']), metric_relabel_configs)
    )
  })
  return { jobs: own.length, apart: apart.map(([name]) => name) }
}
