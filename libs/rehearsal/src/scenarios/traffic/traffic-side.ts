import {
  answersSince,
  between,
  bump,
  cause,
  digestOf,
  failedWords,
  failures,
  finishes,
  isCause,
  pending,
  releaseFile,
  samplesSince,
  say,
  seen,
  tenths,
  timesWords,
  type Answer,
  type Load,
  type StagedApp,
  type TestContext,
} from '../shared/kit.ts'
import { stepsOf } from '../canary/canary-steps.ts'
import { verdict } from '../canary/canary-verdict.ts'
import { windowsOf } from '../canary/canary-windows.ts'
import type { Exposed } from './exposed-app.ts'
import type { Fault } from './traffic-faults.ts'
import { rolledTo } from './traffic-twin.ts'

interface Side {
  readonly front: Exposed
  readonly load: Load
}

export interface Pair {
  readonly fault: Fault
  readonly canary: Side
  readonly rolling: Side
}

interface Staging {
  readonly pace: number
  /** After pending commits. */
  commit(subject: string, write: () => void): Promise<void>
}

/** All pairs share one repository. */
export function staging(test: TestContext, apps: readonly StagedApp[], pace: number): Staging {
  let last = Promise.resolve()
  return {
    pace,
    commit: (subject, write) =>
      (last = last.then(async () => {
        write()
        await test.commit(subject, test.tree(await test.estate.render(), apps))
      })),
  }
}

/** Seconds after an abort in which a busy proxy may have old routes. */
const settling = 5

/** Failed requests, whoever failed them, and bad answers of the version itself: a busy machine is not its fault. */
const hurtBy =
  ({ name, hurts }: Fault) =>
  (answer: Answer) =>
    answer.failedBy !== undefined || (hurts(answer) && answer.version?.endsWith(`-${name}`) === true)

async function firstHurt(test: TestContext, { load, front }: Side, fault: Fault, from: number): Promise<number> {
  const look = () => {
    const hurt = answersSince(load.answers, from).filter(hurtBy(fault))
    return hurt.length === 0
      ? pending('no request is hurt')
      : seen(Math.min(...hurt.map(({ at, ms }) => at + ms / 1000)))
  }
  return test.until(`${front.app.name} to hurt somebody: ${fault.behaviour.what}`, look, 120)
}

async function alone(test: TestContext, { load, front }: Side, its: (answer: Answer) => boolean): Promise<number> {
  const look = () => {
    const since = test.recorder.at() - 1
    const last = answersSince(load.answers, since)
    return last.length > 0 && last.every(its)
      ? seen(since)
      : pending(`${last.filter(its).length} of ${last.length} answers`)
  }
  return test.until(`the new version of ${front.app.name} to be the only one`, look, 120)
}

interface Begun extends Pair {
  readonly apps: readonly [StagedApp, StagedApp]
  readonly before: readonly (readonly [file: string, text: string, digest: string])[]
  readonly digest: string
}

function bumped(test: TestContext, pair: Pair): Begun {
  const { fault, canary, rolling } = pair
  const apps = [canary.front.app, rolling.front.app] as const
  const before = apps.map(
    (app) => [releaseFile(test, app), test.estate.read(releaseFile(test, app)), digestOf(test, app)] as const,
  )
  const digests = apps.map((app) => bump(test, app, fault.name))
  for (const digest of digests) test.traffic.pods.behaviours.set(digest, fault.behaviour)
  return { ...pair, apps, before, digest: digests[0] ?? '' }
}

/**
 * Commits all bad versions at once; sees each canary ended by itself and each rolling release by a revert.
 * @returns whether all is as before
 */
export async function sideBySide(test: TestContext, pairs: readonly Pair[], at: Staging): Promise<boolean> {
  let begun: readonly Begun[] = []
  const from = test.recorder.at()
  for (const { fault, canary } of pairs)
    test.note(`the new version of ${canary.front.app.name}, ${fault.name}: ${fault.behaviour.what}`)
  await at.commit(
    `release: ${pairs.map(({ fault, canary, rolling }) => `${canary.front.app.name} and ${rolling.front.app.name} to ${fault.name}`).join(', ')}`,
    () => (begun = pairs.map((pair) => bumped(test, pair))),
  )
  const well = await Promise.all(begun.map((pair) => toItsEnd(test, pair, at, from)))
  return well.every(Boolean)
}

async function toItsEnd(
  test: TestContext,
  { fault, canary, rolling, apps, before, digest }: Begun,
  { pace, commit }: Staging,
  from: number,
): Promise<boolean> {
  const { name, behaviour, metric, times, answers } = fault
  const reaction = fault.noticed * pace
  const [app, twin] = apps
  const its = ({ version = '' }: Answer) => version.endsWith(`-${name}`)

  const ended =
    metric === undefined
      ? undefined
      : verdict(test, app, digest, metric, 150).then((verdict) => ({ ...verdict, at: test.recorder.at() }))
  ended?.catch(() => undefined)
  // Without a metric both are reverted at once: the canary must have begun and the rolling release be complete.
  const since =
    metric === undefined
      ? await Promise.all([firstHurt(test, canary, fault, from), alone(test, rolling, its)])
      : ([from, await firstHurt(test, rolling, fault, from)] as const)
  const noticed = Math.max(...since)
  await test.pause(Math.max(0, noticed + reaction - test.recorder.at()))
  const end = await ended
  const right =
    end === undefined ||
    (end.end === 'aborted' &&
      end.found.causes.some((each) => isCause(each, { code: 'metric-ended-canary', metric: metric ?? '' })))
  if (end !== undefined) {
    const asked = answersSince(canary.load.answers, from).filter(its)
    const first = asked[0]?.at
    const seconds = first === undefined ? 'it answered nobody' : `${tenths(end.at - first)} s after its first answer`
    test.assert(
      `${behaviour.what}: Rollouts aborts it on what Envoy counted, and names the metric "${metric ?? ''}"`,
      right,
      say`${right ? `${seconds}; ` : ''}${end.found}; it answered ${asked.length} requests`,
      'abort',
    )
    if (!right) return false
    await test.pause(Math.max(0, end.at + settling + 1 - test.recorder.at()))
  }

  const reverted = test.recorder.at()
  await commit(`revert: ${app.name} and ${twin.name} to ${name}`, () =>
    before.forEach(([file, text]) => test.estate.write(file, text)),
  )
  const [, , old = ''] = before[0] ?? []
  const [, , oldTwin = ''] = before[1] ?? []
  const says = `${behaviour.what}: a revert in git brings`
  const well = await test.assertSoon(
    `${says} the canary's app back to Synced and Healthy`,
    finishes(test, app, old),
    90,
  )
  const back = test.recorder.at()
  const rolled = await test.assertSoon(`${says} the rolling app back`, () => rolledTo(test, twin, oldTwin), 150)

  const own = between(canary.load.answers, from, back)
  const theirs = answersSince(rolling.load.answers, from)
  const over = (end ?? { at: reverted }).at
  const hurt = own.filter(hurtBy(fault))
  const hurtRolling = theirs.filter(hurtBy(fault))
  // With an abort: all that the canary hurts against the rolling release until its revert; else equal times. What git
  // and pods take afterwards is not sped up, so it is told and not counted.
  const to =
    end === undefined
      ? since.map((at) => at + reaction)
      : [Infinity, Math.max(noticed + reaction, ...hurt.map(({ at }) => at))]
  const [fewer = 0, early = 0] = [hurt, hurtRolling].map(
    (list, side) =>
      list.filter(({ at }) => (end !== undefined || at >= (since[side] ?? 0)) && at <= (to[side] ?? 0)).length,
  )
  const [step] = windowsOf(samplesSince(test, app, from), await stepsOf(test, app), 0)
  const share =
    step === undefined
      ? ''
      : say`; its first step asks for ${step.asked} %, and ${cause('routes-sent', { asked: step.asked, percent: step.routed })}`
  const when =
    end === undefined
      ? `in ${tenths(reaction)} s each, from its first answer and from when it was through`
      : 'until somebody reverted it'
  test.assert(
    `${behaviour.what}: the canary hurts at least ${times} times fewer requests than a rolling release that is reverted ${tenths(reaction)} s after its first`,
    early > 0 && (end !== undefined || fewer > 0) && fewer * times <= early,
    say`the canary ${fewer}, rolling ${early} ${when}; in all the canary ${hurt.length} of ${own.length}${
      end === undefined ? '' : `, ended ${tenths(over - from)} s after the commit`
    }, rolling ${hurtRolling.length} of ${theirs.length} until its pods were back; the canary's ${timesWords(own)}${share}`,
    'hurts-fewer',
  )
  const last = own.filter((answer) => answer.at < reverted && its(answer)).at(-1)?.at ?? over
  if (end !== undefined) {
    test.assert(
      `${behaviour.what}: nobody is sent to it ${settling} s after the abort`,
      last <= over + settling,
      `the last was sent ${tenths(Math.max(0, last - over))} s after it`,
    )
  }
  const others = failures(own).filter((answer) => !its(answer))
  if (answers)
    test.assert(
      `${behaviour.what}: no other request failed, on the way back neither`,
      others.length === 0,
      failedWords(others) || `${own.length} requests`,
    )
  return well && rolled
}
