import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  binary, cacheRoot, claimLine, eventLine, furnish, rehearse, reportHtml, reportJson, sandbox, scenarioNeeds, scenarios, thisMachine, timelineSvg,
  verdictLines, type Recording,
} from '@slipway/rehearsal'
import { formatIssues } from '@slipway/core'
import { parseWords, usage, type Wanted } from './rehearse-options.ts'

const generator = path.resolve(import.meta.dirname, '../gen/gen.ts')

/** One play: a scenario, whole or with something broken. Passed to a process of its own. */
interface Play {
  readonly scenario: string
  readonly broken: string | undefined
  readonly root: string
  readonly cluster?: string | undefined
  readonly apps: readonly string[]
  readonly within: number
  readonly isolated: boolean
  readonly keep: boolean
  /** Where the recording is written. */
  readonly to: string
}

const colour = process.stdout.isTTY && process.env.NO_COLOR === undefined

/** Inside: plays, tells the terminal, writes the recording, and ends with everything that it started. */
async function inside(play: Play): Promise<void> {
  // When the process outside is gone, whatever took it, its end of our standard input is closed: then we go, too.
  process.stdin.resume().once('end', () => process.exit(1)).once('error', () => process.exit(1))
  const scenario = scenarios.find(({ name }) => name === play.scenario)
  if (scenario === undefined) throw new Error(`no scenario ${play.scenario}`)
  const folder = play.isolated ? path.join(cacheRoot(thisMachine()), '.stage') : mkdtempSync(path.join(tmpdir(), 'slipway-rehearsal-'))
  if (play.isolated) furnish(folder)
  try {
    const recording = await rehearse({
      scenario, broken: scenario.breaks.find(({ name }) => name === play.broken), source: play.root, cluster: play.cluster, apps: play.apps,
      folder, generator, isolated: play.isolated, within: play.within,
      say: (happening) => console.log(eventLine(happening, { colour })),
      setUp: (text, seconds) => console.log(`  (set-up, ${seconds} s) ${text}`),
      ...(play.keep ? {
        keep: async (kubeconfig) => {
          const how = play.isolated ? `nsenter --target ${process.ppid === 0 ? 'PID' : process.ppid} --all ` : ''
          console.log(`It goes on running. ${how}KUBECONFIG=${kubeconfig}; Ctrl-C ends it.`)
          await new Promise(() => undefined)
        },
      } : {}),
    })
    for (const claim of recording.claims) console.log(claimLine(claim, { colour }))
    writeFileSync(play.to, JSON.stringify(recording))
  } finally {
    if (!play.isolated) rmSync(folder, { recursive: true, force: true })
  }
}

/** Outside: has a play played in namespaces of its own, and reads what was recorded. */
function perform(play: Omit<Play, 'isolated' | 'to'>, going: Set<ChildProcess>): Promise<Recording> {
  const folder = mkdtempSync(path.join(tmpdir(), 'slipway-recording-'))
  const to = path.join(folder, 'recording.json')
  const { command, args, isolated } = sandbox(process.execPath, [import.meta.filename, '--inside'])
  const whole: Play = { ...play, isolated, to }
  return new Promise<Recording>((resolve, reject) => {
    // The play comes through the environment: a command line can be read by everybody on the machine, and has a limit.
    const child = spawn(command, args, { stdio: ['pipe', 'inherit', 'inherit'], env: { ...process.env, SLIPWAY_PLAY: JSON.stringify(whole) } })
    going.add(child)
    child.once('error', reject)
    child.once('close', (code, signal) => {
      going.delete(child)
      try {
        resolve(JSON.parse(readFileSync(to, 'utf8')) as Recording)
      } catch {
        reject(new Error(`the rehearsal of ${play.scenario} was ended before it had a result (${signal ?? `code ${code ?? 0}`})`))
      }
    })
  }).finally(() => rmSync(folder, { recursive: true, force: true }))
}

function write(out: string, recordings: readonly Recording[]): void {
  mkdirSync(out, { recursive: true })
  writeFileSync(path.join(out, 'report.html'), reportHtml(recordings))
  writeFileSync(path.join(out, 'report.json'), reportJson(recordings))
  for (const recording of recordings) {
    for (const app of recording.apps) {
      const folder = path.join(out, recording.scenario.replaceAll('/', '-'), app.name.replaceAll('/', '-'))
      mkdirSync(folder, { recursive: true })
      writeFileSync(path.join(folder, 'timeline.svg'), timelineSvg(recording, app))
    }
  }
}

async function outside({ plays, root, cluster, apps, out, keep, within }: Wanted): Promise<number> {
  const missing = [...new Set(plays.flatMap(({ scenario }) => scenarioNeeds[scenario.name]))].map((name) => binary(name))
  const issues = missing.flatMap((found) => (found.ok ? [] : found.issues))
  if (issues.length > 0) {
    console.error(formatIssues(issues))
    return 1
  }
  const going = new Set<ChildProcess>()
  let stopped = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      stopped = true
      for (const child of going) child.stdin?.destroy()
    })
  }
  const recordings: Recording[] = []
  let crashed = 0
  for (const { scenario, broken } of plays) {
    if (stopped) break
    console.log(`\n== ${scenario.name}${broken === undefined ? '' : `, with ${broken.name}: it has to fail`}`)
    try {
      const played = await perform({ scenario: scenario.name, broken: broken?.name, root, cluster, apps, within, keep }, going)
      recordings.push(broken === undefined ? played : judged(played, broken.says))
    } catch (error) {
      crashed += 1
      console.log((error as Error).message)
    }
  }
  if (out !== undefined) {
    write(out, recordings)
    console.log(`\nreport: ${path.join(out, 'report.html')}`)
  }
  const lines = verdictLines(recordings, { colour })
  const [, passed = '0', failed = '0'] = /^(\d+) passed, (\d+) failed$/.exec(lines.at(-1) ?? '') ?? []
  for (const line of lines.slice(0, -1)) console.log(line)
  console.log(`${passed} passed, ${Number(failed) + crashed} failed`)
  return Number(failed) + crashed > 0 || stopped ? 1 : 0
}

/** A play with something broken has one claim: that it was noticed, by a message that names the cause. */
function judged(played: Recording, says: RegExp): Recording {
  const complaints = played.claims.filter(({ ok }) => !ok).map(({ says: claim, got }) => `${claim}: ${got}`)
  const named = complaints.find((text) => says.test(text))
  const ok = named !== undefined
  const got = named ?? (complaints.length === 0 ? 'nothing failed' : `it failed, but with other words: ${complaints.join(' | ')}`)
  return { ...played, verdict: ok ? 'passed' : 'failed', claims: [{ at: played.seconds, says: 'the broken manifest is noticed, and its cause named', ok, got }] }
}

const words = process.argv.slice(2)
if (words[0] === '--inside') {
  await inside(JSON.parse(process.env.SLIPWAY_PLAY ?? '{}') as Play).then(() => process.exit(0), (error: unknown) => {
    console.error((error as Error).message)
    process.exit(1)
  })
}
const wanted = parseWords(words)
if (typeof wanted === 'string') {
  console.error(`${wanted}\n\n${usage}`)
  process.exitCode = 2
} else if (wanted.help) {
  console.log(usage)
} else if (wanted.list) {
  for (const { name, proves, breaks } of scenarios) console.log(`${name}\n  ${proves}${breaks.map((each) => `\n  broken on purpose: ${each.name}`).join('')}`)
} else {
  process.exitCode = await outside(wanted)
  process.exit()
}
