import { parse, stringify } from 'yaml'
import { mapDeep, type Fields } from '@slipway/kube'
import type { PlayedLog } from './act-log.ts'

/** act's schema does not know this permission (nektos/act 0.2.89, pkg/schema), and act gives no rights by any. */
export const asActReads = (workflow: string): string => workflow.replace(/^ +artifact-metadata: .*\n/gm, '')

interface Workflow {
  readonly jobs: Readonly<Record<string, Fields>>
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Keeps these jobs alone, with the outputs of other jobs filled in. @throws RangeError for a job that is not there */
export function onlyJobs(workflow: string, wanted: readonly string[], { jobs, outputs }: PlayedLog): string {
  const all = parse(workflow) as Workflow
  const filled = (text: string): string =>
    text
      .replace(/\bneeds\.([\w-]+)\.outputs\.([\w-]+)/g, (whole, job: string, name: string) =>
        wanted.includes(job) ? whole : literal(outputs.get(`${job} ${name}`) ?? ''),
      )
      .replace(/\bneeds\.([\w-]+)\.result/g, (whole, job: string) =>
        wanted.includes(job) ? whole : literal(jobs.get(job) ?? 'skipped'),
      )
  const kept = wanted.map((name) => {
    const job = all.jobs[name]
    if (job === undefined) throw new RangeError(`no job ${name}; there are ${Object.keys(all.jobs).join(', ')}`)
    const needs = [job['needs'] ?? []].flat().filter((each) => wanted.includes(String(each)))
    const { needs: _, ...rest } = mapDeep(job, { text: filled }) as Fields
    return [name, needs.length === 0 ? rest : { ...rest, needs }] as const
  })
  return stringify({ ...all, jobs: Object.fromEntries(kept) }, { lineWidth: 0 })
}
