import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { exec } from '@slipway/cli/exec'
import { hasBegun, readLog, type PlayedLog, type StepStart } from './act-log.ts'
import type { Hub } from './hub.ts'
import { makeToken } from './token.ts'
import { asActReads, onlyJobs } from './workflow-text.ts'

export interface WorkflowRun {
  readonly workflow: string
  readonly event: string
  /** The event's payload, besides the repository. */
  readonly payload?: Readonly<Record<string, unknown>>
  readonly sha: string
  readonly run: string
  /** GitHub's "re-run jobs": these alone, with what the others of the attempt before have put out. */
  readonly again?: { readonly jobs: readonly string[]; readonly before: PlayedLog; readonly attempt: number }
  /** Only this job, which needs no other. */
  readonly job?: string
  /** Ends the runner when this step has begun. */
  readonly cancelAt?: StepStart
}

export interface PlayedRun extends PlayedLog {
  readonly code: number | undefined
  readonly seconds: number
}

interface Runner {
  readonly hub: Hub
  readonly act: string
  /** `owner/name` */
  readonly repository: string
  readonly branch: string
  readonly signal: AbortSignal
}

const runners = ['ubuntu-24.04', 'ubuntu-24.04-arm']
const pairs = (flag: string, values: Readonly<Record<string, string>>) =>
  Object.entries(values).flatMap(([key, value]) => [flag, `${key}=${value}`])

/** Plays a workflow of the hub's branch on this machine: every job and step by act, from the YAML. */
export async function playWorkflow(runner: Runner, asked: WorkflowRun): Promise<PlayedRun> {
  const { hub, act, repository, branch } = runner
  const { workflow, event, payload = {}, sha, run, again, cancelAt } = asked
  const attempt = String(again?.attempt ?? 1)
  const folder = path.join(hub.state.folder, 'runs', `${run}.${attempt}.${Date.now()}`)
  const work = path.join(folder, 'work')
  mkdirSync(work, { recursive: true })
  await hub.checkOut(branch, work)
  const yaml = path.join(work, '.github/workflows', workflow)
  const text = asActReads(readFileSync(yaml, 'utf8'))
  const alone = asked.job === undefined ? again : { jobs: [asked.job], before: readLog('') }
  const played = alone === undefined ? text : onlyJobs(text, alone.jobs, alone.before)
  writeFileSync(yaml, played)
  const [owner = '', name = ''] = repository.split('/')
  const file = path.join(folder, 'event.json')
  const whole = { repository: { full_name: repository, name, owner: { login: owner }, fork: false }, ...payload }
  writeFileSync(file, JSON.stringify(whole))
  const args = [
    event,
    ...['--directory', work, '--workflows', `.github/workflows/${workflow}`, '--eventpath', file],
    ...pairs('--platform', Object.fromEntries(runners.map((each) => [each, '-self-hosted']))),
    ...hub.localActions(played),
    ...['--no-skip-checkout', '--no-cache-server', '--pull=false', '--rm', '--json', '--defaultbranch', branch],
    ...['--action-cache-path', path.join(folder, 'cache'), '--concurrent-jobs', '2'],
    ...pairs('--secret', {
      GITHUB_TOKEN: makeToken(hub.state, `run-${run}`, ['read', 'start']),
      RELEASE_APP_PRIVATE_KEY: 'a-key-of-the-rehearsal',
    }),
    ...pairs('--var', { RELEASE_APP_CLIENT_ID: 'a-client-of-the-rehearsal' }),
    ...pairs('--env', {
      GITHUB_RUN_ID: run,
      GITHUB_RUN_ATTEMPT: attempt,
      GITHUB_REPOSITORY: repository,
      GITHUB_REPOSITORY_OWNER: owner,
      GITHUB_REF: `refs/heads/${branch}`,
      GITHUB_REF_NAME: branch,
      SHA_REF: sha,
    }),
  ]
  const kept = path.join(folder, 'log')
  writeFileSync(kept, '')
  const log = () => readFileSync(kept, 'utf8')
  const cancel = new AbortController()
  const began = Date.now()
  const playing = exec('sh', ['-c', 'exec "$0" "$@" > "$LOG" 2>&1', act, ...args], {
    cwd: work,
    env: { ...hub.env, LOG: kept },
    signal: AbortSignal.any([runner.signal, cancel.signal]),
    group: true,
  })
  let over = false
  const watching = (async () => {
    while (!over && cancelAt !== undefined && !cancel.signal.aborted) {
      await sleep(100)
      if (hasBegun(log(), cancelAt)) cancel.abort()
    }
  })()
  const { code } = await playing
  over = true
  await watching
  return { code, seconds: Math.round((Date.now() - began) / 100) / 10, ...readLog(log()) }
}
