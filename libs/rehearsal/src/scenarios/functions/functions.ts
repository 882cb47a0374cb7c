import { setTimeout as sleep } from 'node:timers/promises'
import path from 'node:path'
import { runtime } from '../../cluster/runtime.ts'
import { isOn, type Counted } from '../../functions/alarm.ts'
import { openHttpApi, type HttpApi } from '../../functions/http-api.ts'
import { openLambda, type Lambda, type Version } from '../../functions/lambda.ts'
import { weightAt } from '../../functions/shift.ts'
import { needs, NoneFits, type Scenario, type TestContext } from '../shared/kit.ts'
import { addFunction, functionApp, limits, stackIn, versionOf } from './function-app.ts'
import { functionSabotages } from './function-sabotages.ts'
import { ownFunctions } from './own-functions.ts'

/** Milliseconds that stand for a minute of CodeDeploy and CloudWatch. */
const minute = 2000

interface Stage {
  readonly test: TestContext
  readonly lambda: Lambda
  readonly api: HttpApi
  readonly counted: readonly Counted[]
  now(): number
}

const statusesOf = (all: readonly number[]) =>
  [...new Set(all)].sort().map((status) => `${status}: ${all.filter((one) => one === status).length}`)

async function answers({ test, api }: Stage): Promise<void> {
  const { status, text } = await api.ask('/some/where')
  const isRight = status === 200 && text === JSON.stringify({ hello: `from ${functionApp}` })
  const says = "AWS's emulator runs what new-app wrote, and it answers through the API"
  test.assert(says, isRight, `${status} ${text}`, 'function-answers')
}

/** As many callers as may run at once, so that no call is refused for want of room. */
async function isThrottled({ test, api, lambda }: Stage): Promise<void> {
  const { rate, burst, reserved } = limits
  await sleep((1000 * burst) / rate)
  const began = performance.now()
  const got: number[] = []
  const callers = Array.from({ length: reserved }, async () => {
    while (performance.now() - began < 2000) got.push((await api.ask('/')).status)
  })
  await Promise.all(callers)
  const seconds = (performance.now() - began) / 1000
  const passed = got.filter((status) => status !== 429).length
  const most = burst + rate * seconds + 1
  const isRight =
    passed <= most && passed >= burst && passed < got.length && got.every((one) => one === 200 || one === 429)
  const last = lambda.lastError() || 'none'
  const said = `${statusesOf(got).join(', ')} in ${seconds.toFixed(1)} s; at most ${Math.floor(most)} may pass; last error: ${last}`
  const says = `of a flood a burst of ${burst} passes and then ${rate} a second, and the rest get 429`
  test.assert(says, isRight, said, 'function-throttled')
  await sleep((1000 * burst) / rate)
  test.note(`up to ${lambda.most()} execution environments answered at once`)
}

async function hasItsShare({ test, api, lambda }: Stage): Promise<void> {
  const { reserved } = limits
  const asked = 10
  const got = (await Promise.all(Array.from({ length: asked }, () => api.ask('/slow')))).map(({ status }) => status)
  const isRight = lambda.most() <= reserved && got.filter((status) => status === 200).length === reserved
  const said = `${statusesOf(got).join(', ')}; ${lambda.most()} at once`
  const says = `of ${asked} calls at once the ${reserved} that are reserved run, and Lambda refuses the others`
  test.assert(says, isRight, said, 'function-has-its-share')
}

async function endsInTime({ test, api }: Stage): Promise<void> {
  const began = performance.now()
  const first = await Promise.race([
    api.ask('/hang'),
    sleep(limits.timeout * 1000 + 3000, { status: 0, text: 'nothing' }),
  ])
  const seconds = (performance.now() - began) / 1000
  const next = await api.ask('/')
  const isInTime = seconds > limits.timeout - 0.1 && seconds < limits.timeout + 3
  const isRight = first.status === 500 && isInTime && next.status === 200
  const says = 'a call that hangs is ended by the emulator at the timeout of the spec, and the next one is answered'
  test.assert(
    says,
    isRight,
    `${first.status} after ${seconds.toFixed(1)} s, then ${next.status}`,
    'function-ends-in-time',
  )
}

interface Moved {
  readonly to: 'new' | 'old'
  readonly minutes: number
  readonly alarm: string | undefined
  readonly versions: readonly string[]
  readonly failed: number
}

/** Plays CodeDeploy. Three callers meanwhile: there is always room for them, and they stay below the throttle. */
async function release(stage: Stage, next: Version): Promise<Moved> {
  const { lambda, api, counted, now, test } = stage
  const old = lambda.alias.main
  const { shift } = next.stack
  const alarms = next.stack.alarms(next.name)
  lambda.reserved = next.stack.reserved
  const from = counted.length
  const began = now()
  if (shift === null) lambda.alias = { main: next }
  const statuses: number[] = []
  const look = (): Pick<Moved, 'to' | 'alarm'> | undefined => {
    const at = now()
    // Counts this release only: its version was not called before.
    const own = counted.slice(from)
    const alarm = shift === null ? undefined : alarms.find((one) => isOn(one, own, at))
    if (alarm !== undefined) return { to: 'old', alarm: alarm.name }
    const weight = shift === null ? 100 : weightAt(shift, at - began)
    lambda.alias = weight === 100 ? { main: next } : { main: old, other: next, weight }
    return weight === 100 && at - began >= limits.minutes ? { to: 'new', alarm: undefined } : undefined
  }
  let end = look()
  const caller = async () => {
    while (end === undefined) {
      test.signal.throwIfAborted()
      statuses.push((await api.ask('/')).status)
      await sleep(90)
      end ??= look()
    }
  }
  await Promise.all([caller(), caller(), caller()])
  if (end?.to === 'old') lambda.alias = { main: old }
  const versions = counted.slice(from).flatMap(({ version }) => (version === undefined ? [] : [version]))
  const failed = statuses.filter((status) => status !== 200).length
  return { to: end?.to ?? 'old', alarm: end?.alarm, minutes: now() - began, versions, failed }
}

const told = ({ to, alarm, minutes, versions, failed }: Moved, { name }: Version) => {
  const own = versions.filter((version) => version === name).length
  const share = `${own} of ${versions.length} calls (${((100 * own) / versions.length).toFixed(1)} %) on version ${name}`
  return `${share}, ${failed} failed, ${to} after ${minutes.toFixed(1)} min${alarm === undefined ? '' : ` by ${alarm}`}`
}

async function nextVersion(test: TestContext, name: string, change: 'good' | 'bad'): Promise<Version> {
  const file = `apps/${functionApp}/releases/${test.cluster.name}.json`
  const digest = `sha256:${name.repeat(64)}`
  test.estate.write(file, `${JSON.stringify({ digest, version: `0.${name}.0` }, null, 2)}\n`)
  const stack = stackIn(test.sabotaged(await test.estate.render()), test.cluster.name)
  test.manualAction(`released version ${name}, ${stack.versionId}`)
  return versionOf(test, stack, name, change)
}

async function run(test: TestContext): Promise<void> {
  const processes = runtime(path.join(test.estate.root, '..', 'functions'))
  test.onEnd(processes.stopAll)
  const counted: Counted[] = []
  const zero = performance.now()
  const now = () => (performance.now() - zero) / minute
  const count = (one: Omit<Counted, 'at'>) => void counted.push({ ...one, at: now() })
  const stack = stackIn(test.sabotaged(test.estate.files()), test.cluster.name)
  const first = versionOf(test, stack, '1', 'none')
  const lambda = openLambda(processes, first, count)
  const api = await openHttpApi(lambda, stack, count)
  test.onEnd(api.close)
  const stage = { test, lambda, api, counted, now }
  test.note(`a minute of CodeDeploy and of CloudWatch takes ${minute / 1000} s`)
  await answers(stage)
  await ownFunctions(test, processes)
  await isThrottled(stage)

  const good = await nextVersion(test, '2', 'good')
  const moved = await release(stage, good)
  const own = moved.versions.filter((version) => version === good.name).length / moved.versions.length
  const isByStep =
    moved.to === 'new' && moved.failed === 0 && good.stack.versionId !== stack.versionId && own > 0.05 && own < 0.4
  const bySteps = `a good version gets its step of ${limits.percent} % of the calls for ${limits.minutes} minutes, then all, and no request fails`
  test.assert(bySteps, isByStep, told(moved, good), 'function-moves-by-steps')
  await hasItsShare(stage)
  await endsInTime(stage)

  const bad = await nextVersion(test, '3', 'bad')
  const back = await release(stage, bad)
  const after = await Promise.all([api.ask('/'), api.ask('/')])
  const isBack = back.to === 'old' && back.minutes < limits.minutes && after.every(({ status }) => status === 200)
  const rollsBack =
    'a version that throws is ended by an alarm of the SLO before its step is over, and the old one has all calls again'
  test.assert(rollsBack, isBack, told(back, bad), 'function-rolls-back')
}

export const functions: Scenario = {
  name: 'functions',
  where: 'first',
  onlyNamed: true,
  needs: [...needs.bare, 'lambda-emulator'],
  within: 90,
  description:
    "A function of new-app runs in AWS's runtime interface emulator behind an HTTP API of the rehearsal's: the stack's throttle, concurrency, timeout, canary and alarms do what they say. Functions of the estate answer there, too.",
  prepare: async (estate, cluster) => {
    const [team] = [...estate.files().keys()].flatMap((file) => {
      const [top, at, name] = file.split('/')
      return top === 'clusters' && at === cluster.name && name !== 'platform' ? [name ?? ''] : []
    })
    if (team === undefined) throw new NoneFits(`clusters/${cluster.name} has no team`)
    await addFunction(estate, cluster.name, team)
  },
  run,
  sabotages: functionSabotages,
}
