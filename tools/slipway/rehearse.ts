import path from 'node:path'
import { formatIssues } from '@slipway/core'
import { scenarios, verdictLines, type Recording } from '@slipway/rehearsal'
import { judgeSabotage } from './rehearse/judged.ts'
import { runOutside } from './rehearse/perform.ts'
import { plan } from './rehearse/plan.ts'
import { runInside, type RunRequest } from './rehearse/play.ts'
import { parseWords, usage, type ParsedArgs } from './rehearse/options.ts'
import { scenarioList } from './rehearse/scenario-list.ts'
import { writeReport } from './rehearse/write-report.ts'

const colour = process.stdout.isTTY && process.env['NO_COLOR'] === undefined

async function outside(wanted: ParsedArgs): Promise<number> {
  const { root, out, keep, loopback, within, affected, jobs, quick } = wanted
  const planned = await plan(wanted)
  if (!planned.ok) {
    console.error(formatIssues(planned.issues))
    return 1
  }
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort())
  const played: (Recording | undefined)[] = []
  let crashed = 0
  const queue = [...planned.value.entries()]
  const next = async (): Promise<void> => {
    const [index, one] = queue.shift() ?? []
    if (index === undefined || one === undefined || stop.signal.aborted) return
    const { scenario, sabotage, cluster, apps } = one
    const name = `${scenario.name}${sabotage === undefined ? '' : `/${sabotage.name}`}`
    console.log(
      `\n== ${scenario.name}${sabotage === undefined ? '' : `, with ${sabotage.name}: it has to fail`} (${index + 1} of ${planned.value.length})`,
    )
    if (apps === undefined)
      console.log(`no app of ${cluster} is affected: nothing rendered for one differs from ${affected ?? ''}`)
    else {
      const tell = jobs === 1 ? undefined : (line: string) => console.log(`${name} |${line}`)
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
        tell,
      }
      try {
        const recording = await runOutside(request, stop.signal)
        played[index] =
          recording === undefined || sabotage === undefined ? recording : judgeSabotage(recording, sabotage.says)
      } catch (error) {
        crashed += 1
        console.log((error as Error).message)
      }
    }
    await next()
  }
  await Promise.all(Array.from({ length: jobs }, next))
  const recordings = played.filter((each) => each !== undefined)
  if (out !== undefined) {
    writeReport(out, recordings)
    console.log(`\nreport: ${path.join(out, 'report.html')}`)
  }
  const lines = verdictLines(recordings, { colour })
  const [, passed = '0', failed = '0'] = /^(\d+) passed, (\d+) failed$/.exec(lines.at(-1) ?? '') ?? []
  for (const line of lines.slice(0, -1)) console.log(line)
  console.log(`${passed} passed, ${Number(failed) + crashed} failed`)
  // Who asked for a proof and got none is not content; a change that touches nothing needs none.
  const nothing = recordings.length === 0 && affected === undefined
  // Ctrl-C is how a play that was left running ends.
  return Number(failed) + crashed > 0 || (stop.signal.aborted && !keep) || nothing ? 1 : 0
}

async function main(): Promise<number> {
  const words = process.argv.slice(2)
  if (words[0] === '--inside') return await runInside(JSON.parse(process.env['SLIPWAY_PLAY'] ?? '{}') as RunRequest)
  const wanted = parseWords(words)
  if (typeof wanted === 'string') {
    console.error(`${wanted}\n\n${usage}`)
    return 2
  }
  if (wanted.help) console.log(usage)
  else if (wanted.list) console.log(scenarioList(scenarios))
  else return await outside(wanted)
  return 0
}

process.exitCode = await main().catch((error: unknown) => {
  console.error((error as Error).message)
  return 1
})
// Sockets of the cluster's client may still be open.
process.exit()
