import path from 'node:path'
import type { Output } from '@slipway/cli'
import { formatIssues } from '@slipway/core'
import { scenarios, tallyAll, verdictLines, type Recording } from '@slipway/rehearsal'
import { playAgain, type Played } from './again.ts'
import { judgeSabotage } from './judged.ts'
import type { ParsedArgs } from './options.ts'
import { runOutside } from './perform.ts'
import { plan, type Planned } from './plan.ts'
import { scenarioList } from './scenario-list.ts'
import { writeReport } from './write-report.ts'

export const listScenarios = (): string => `${scenarioList(scenarios)}\n`

const nameOf = ({ scenario, sabotage }: Planned): string =>
  `${scenario.name}${sabotage === undefined ? '' : `/${sabotage.name}`}`

export async function rehearse(wanted: ParsedArgs, stop: AbortSignal, { out, err, colour }: Output): Promise<0 | 1> {
  const { root, out: folder, keep, loopback, within, affected, jobs, quick, again } = wanted
  const say = (line: string) => out(`${line}\n`)
  const planned = await plan(wanted)
  if (!planned.ok) {
    err(`${formatIssues(planned.issues)}\n`)
    return 1
  }
  const play = async (one: Planned, alone: boolean): Promise<Played> => {
    const { scenario, sabotage, cluster, apps } = one
    const broken = sabotage === undefined ? '' : `, with ${sabotage.name}: it has to fail`
    say(`\n== ${scenario.name}${broken} (${planned.value.indexOf(one) + 1} of ${planned.value.length})`)
    if (apps === undefined) {
      say(`no app of ${cluster} is affected: nothing rendered for one differs from ${affected ?? ''}`)
      return undefined
    }
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
      tell: alone ? undefined : (line: string) => say(`${nameOf(one)} |${line}`),
    }
    try {
      const recording = await runOutside(request, stop)
      return recording === undefined || sabotage === undefined ? recording : judgeSabotage(recording, sabotage)
    } catch (error) {
      say((error as Error).message)
      return error as Error
    }
  }
  const played: Played[] = []
  const queue = [...planned.value.entries()]
  const next = async (): Promise<void> => {
    const [index, one] = queue.shift() ?? []
    if (index === undefined || one === undefined || stop.aborted) return
    played[index] = await play(one, jobs === 1)
    await next()
  }
  await Promise.all(Array.from({ length: jobs }, next))
  const planOf = (index: number) => planned.value[index] as Planned
  const unsteady =
    again && !stop.aborted
      ? await playAgain(
          played,
          (index) => nameOf(planOf(index)),
          (index) => play(planOf(index), true),
        )
      : []
  const recordings = played.filter((each): each is Recording => each !== undefined && !(each instanceof Error))
  const crashed = played.filter((each) => each instanceof Error).length
  if (folder !== undefined) {
    writeReport(folder, recordings)
    say(`\nreport: ${path.join(folder, 'report.html')}`)
  }
  const tally = tallyAll(recordings)
  const failed = tally.failed + crashed
  for (const line of verdictLines(recordings, { colour }).slice(0, -1)) say(line)
  for (const line of unsteady) say(line)
  say(`${tally.passed} passed, ${failed} failed`)
  // No proof is a failure, but a change that touches nothing needs none.
  const nothing = recordings.length === 0 && affected === undefined
  // Ctrl-C ends a play that was left running.
  return failed > 0 || (stop.aborted && !keep) || nothing ? 1 : 0
}
