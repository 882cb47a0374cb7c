import { pending, poll, seen } from '../../pace/poll.ts'
import { cause, isCause, say } from '../../recording/words.ts'
import type { StagedApp } from '../../stage/staged-app.ts'
import type { TestContext } from '../../stage/test-context.ts'
import { between, failedWords, failures, tenths, timesWords } from '../../traffic/answers.ts'
import type { Answer, Load } from '../../traffic/load.ts'
import { stepsOf } from '../canary/canary-steps.ts'
import { verdict } from '../canary/canary-verdict.ts'
import { windowsOf } from '../canary/canary-windows.ts'
import { bump, digestOf, reached, releaseFile, samplesSince } from '../canary/canary.ts'
import type { Exposed } from './exposed-app.ts'
import type { Fault } from './traffic-faults.ts'
import { rolledTo } from './traffic-twin.ts'

/** One of the two apps, and what comes in for it. */
export interface Side {
  readonly front: Exposed
  readonly load: Load
}

/** An app with a canary, its twin with rolling releases, and what is wrong with the version that both get. */
export interface Pair {
  readonly fault: Fault
  readonly canary: Side
  readonly rolling: Side
}

export interface Staging {
  /** How many times as fast as in the tree all goes. */
  readonly pace: number
  /** Commits what `write` changes of the estate, after whoever commits now. */
  commit(subject: string, write: () => void): Promise<void>
}

/** There is one repository for all pairs. @param apps those that it has */
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

/** Seconds after an abort in which a proxy may still have the old routes, on a busy machine; a quiet one needs less than one. */
const settling = 5

/**
 * What people suffer from: what failed, whoever failed it (a pod that Envoy has put out answers nothing itself), and of what looks well only
 * what the version answered: a busy machine is not its fault.
 */
const hurtBy =
  ({ name, hurts }: Fault) =>
  (answer: Answer) =>
    answer.failedBy !== undefined || (hurts(answer) && answer.version?.endsWith(`-${name}`) === true)

/** The second at which somebody had an answer that hurts. */
async function firstHurt(test: TestContext, { load, front }: Side, fault: Fault, from: number): Promise<number> {
  return poll(
    () => {
      const hurt = between(load.answers, from, Infinity).filter(hurtBy(fault))
      return hurt.length === 0
        ? pending('no request is hurt')
        : seen(Math.min(...hurt.map(({ at, ms }) => at + ms / 1000)))
    },
    { what: `${front.app.name} to hurt somebody: ${fault.behaviour.what}`, within: 120, signal: test.signal },
  )
}

/** The second from which on a version answers alone. */
async function alone(test: TestContext, { load, front }: Side, its: (answer: Answer) => boolean): Promise<number> {
  return poll(
    () => {
      const since = test.recorder.at() - 1
      const last = between(load.answers, since, Infinity)
      return last.length > 0 && last.every(its)
        ? seen(since)
        : pending(`${last.filter(its).length} of ${last.length} answers`)
    },
    { what: `the new version of ${front.app.name} to be the only one`, within: 120, signal: test.signal },
  )
}

interface Begun extends Pair {
  readonly apps: readonly [StagedApp, StagedApp]
  /** Their release files before. */
  readonly before: readonly (readonly [file: string, text: string, digest: string])[]
  /** The bad version of the canary's app. */
  readonly digest: string
}

/** Writes the bad version into the release files of both. */
function bumped(test: TestContext, pair: Pair): Begun {
  const {
    fault: { name, behaviour },
    canary,
    rolling,
  } = pair
  const apps = [canary.front.app, rolling.front.app] as const
  const before = apps.map(
    (app) => [releaseFile(test, app), test.estate.read(releaseFile(test, app)), digestOf(test, app)] as const,
  )
  const digests = apps.map((app) => bump(test, app, name))
  for (const digest of digests) test.traffic.pods.behaviours.set(digest, behaviour)
  return { ...pair, apps, before, digest: digests[0] ?? '' }
}

/**
 * Gives each pair its bad version, all in one commit; sees each canary ended by itself and each rolling release by a revert of its own, and
 * compares. @returns whether all is as before
 */
export async function sideBySide(test: TestContext, pairs: readonly Pair[], at: Staging): Promise<boolean> {
  let begun: readonly Begun[] = []
  const from = test.recorder.at()
  for (const {
    fault: { name, behaviour },
    canary,
  } of pairs)
    test.note(`the new version of ${canary.front.app.name}, ${name}: ${behaviour.what}`)
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
  // Awaited below, after what goes on meanwhile.
  ended?.catch(() => undefined)
  // What no metric ends is reverted on both sides at once, so the canary has to have begun and the rolling release to be through.
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
    const asked = between(canary.load.answers, from, Infinity).filter(its)
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
  const well = await test.assertSoon(
    `${behaviour.what}: a revert in git brings the canary's app back to Synced and Healthy`,
    async () => reached(await test.rollout(app), await test.application(app), old),
    90,
  )
  const back = test.recorder.at()
  const rolled = await test.assertSoon(
    `${behaviour.what}: a revert in git brings the rolling app back`,
    () => rolledTo(test, twin, oldTwin),
    150,
  )

  const own = between(canary.load.answers, from, back)
  const theirs = between(rolling.load.answers, from, Infinity)
  const over = (end ?? { at: reverted }).at
  const hurt = own.filter(hurtBy(fault))
  const hurtRolling = theirs.filter(hurtBy(fault))
  // Where Rollouts ends the canary: all that it hurts, and what the rolling release does until somebody reverts it. Else as long on both sides. How long
  // git, pods and readiness take after that is not shortened here, so it is told and not counted.
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
      others.length === 0 ? `${own.length} requests` : failedWords(others),
    )
  return well && rolled
}
