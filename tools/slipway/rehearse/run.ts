import path from 'node:path'
import type { Output } from '@slipway/cli'
import { formatIssues } from '@slipway/core'
import { scenarios, tallyAll, verdictLines, type Recording } from '@slipway/rehearsal'
import { judgeSabotage } from './judged.ts'
import type { ParsedArgs } from './options.ts'
import { runOutside } from './perform.ts'
import { plan } from './plan.ts'
import { scenarioList } from './scenario-list.ts'
import { writeReport } from './write-report.ts'

export const listScenarios = (): string => `${scenarioList(scenarios)}\n`

export async function rehearse(wanted: ParsedArgs, stop: AbortSignal, { out, err, colour }: Output): Promise<0 | 1> {
  const { root, out: folder, keep, loopback, within, affected, jobs, quick } = wanted
  const say = (line: string) => out(`${line}\n`)
  const planned = await plan(wanted)
  if (!planned.ok) {
    err(`${formatIssues(planned.issues)}\n`)
    return 1
  }
  const played: (Recording | undefined)[] = []
  let crashed = 0
  const queue = [...planned.value.entries()]
  const next = async (): Promise<void> => {
    const [index, one] = queue.shift() ?? []
    if (index === undefined || one === undefined || stop.aborted) return
    const { scenario, sabotage, cluster, apps } = one
    const name = `${scenario.name}${sabotage === undefined ? '' : `/${sabotage.name}`}`
    const broken = sabotage === undefined ? '' : `, with ${sabotage.name}: it has to fail`
    say(`\n== ${scenario.name}${broken} (${index + 1} of ${planned.value.length})`)
    if (apps === undefined)
      say(`no app of ${cluster} is affected: nothing rendered for one differs from ${affected ?? ''}`)
    else {
      const request = {
        scenario: scenario.name,
        sabotage: sabotage?.name,
        quick,
        root,
        cluster: wanted.cluster,
        apps,
        within: within ?? scenario.within ?? 300,
        keep,
        loopback,
        tell: jobs === 1 ? undefined : (line: string) => say(`${name} |${line}`),
      }
      try {
        const recording = await runOutside(request, stop)
        played[index] =
          recording === undefined || sabotage === undefined ? recording : judgeSabotage(recording, sabotage.noticedBy)
      } catch (error) {
        crashed += 1
        say((error as Error).message)
      }
    }
    await next()
  }
  await Promise.all(Array.from({ length: jobs }, next))
  const recordings = played.filter((each) => each !== undefined)
  if (folder !== undefined) {
    writeReport(folder, recordings)
    say(`\nreport: ${path.join(folder, 'report.html')}`)
  }
  const tally = tallyAll(recordings)
  const failed = tally.failed + crashed
  for (const line of verdictLines(recordings, { colour }).slice(0, -1)) say(line)
  say(`${tally.passed} passed, ${failed} failed`)
  // No proof is a failure, but a change that touches nothing needs none.
  const nothing = recordings.length === 0 && affected === undefined
  // Ctrl-C ends a play that was left running.
  return failed > 0 || (stop.aborted && !keep) || nothing ? 1 : 0
}
