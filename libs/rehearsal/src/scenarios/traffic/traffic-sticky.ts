import {
  answersSince,
  between,
  cause,
  deployed,
  failedWords,
  failures,
  inOrder,
  NoneFits,
  replacing,
  rollouts,
  samplesSince,
  shareInterval,
  timesWords,
  type Answer,
  type Sabotage,
  type Scenario,
} from '../shared/kit.ts'
import { applyGateway, exposed, sendRequests, trafficScenario, urlOf, waitUntilServed } from './exposed-app.ts'
import { stepsOf } from '../canary/canary-steps.ts'
import { windowsOf } from '../canary/canary-windows.ts'
import { released } from './traffic-release.ts'
import { allKnown, visitors } from './visitors.ts'

const rate = 100
const sessions = 500
/** Seconds from a weight in the cluster to the proxy. */
const settling = 1

const isNew = ({ version }: Answer) => version?.endsWith('-next') === true

export function flippedBack(answers: readonly Answer[]): readonly number[] {
  const moved = new Set<number>()
  const back = new Set<number>()
  for (const answer of inOrder(answers)) {
    if (answer.version === undefined) continue
    if (isNew(answer)) moved.add(answer.session)
    else if (moved.has(answer.session)) back.add(answer.session)
  }
  return [...back]
}

/** The share is drawn per request (FIELD-NOTES M3). */
const drawnAgain: Sabotage = {
  name: 'drawn-again',
  change: replacing(rollouts, /- setHeaderRoute:\n(?: {12,}.*\n)+/g, '- setWeight: 25\n'),
  noticedBy: 'no-session-goes-back',
  causes: [{ code: 'share-drawn-again' }],
}

export const trafficSticky: Scenario = {
  name: 'traffic-sticky',
  ...trafficScenario,
  description:
    'People keep their version: of 500 sessions a canary step takes its share, none goes back, and none sees an error at promotion.',
  hold: 7,
  run: async (test) => {
    const front = exposed(test)
    const { app, cookie } = front
    if (cookie === undefined) throw new NoneFits(`${app.name} has no sticky sessions by cookie`)
    await applyGateway(test)
    await deployed(test, [app])
    await waitUntilServed(test, front)
    const steps = await stepsOf(test, app)
    const people = visitors(sessions, cookie)
    const load = sendRequests(test, front, rate, people)
    test.note(`${sessions} sessions, ${rate} requests a second, to ${urlOf(front)}`, app)
    await allKnown(test, people, sessions)
    const { since, done } = await released(test, app, load)
    await test.pause(2)
    await load.stop()
    // An abort takes everybody back.
    if (!done) return
    const answers = answersSince(load.answers, since)
    const windows = windowsOf(samplesSince(test, app, since), steps, settling)
    for (const { asked, from, to } of windows.filter((window) => window.asked < 100)) {
      const seen = new Map(
        between(answers, from, to)
          .filter(({ version }) => version !== undefined)
          .map((answer) => [answer.session, isNew(answer)]),
      )
      const moved = [...seen.values()].filter(Boolean).length
      // 99.9 %: of 95 % one run in twenty falls outside by chance.
      const { low, high } = shareInterval(moved, seen.size, 3.29)
      test.assert(
        `${asked} % of sessions are on the new version at a step that asks for so many, within 99.9 %`,
        seen.size > 0 && asked / 100 >= low && asked / 100 <= high,
        `${moved} of ${seen.size} sessions: ${Math.round(low * 1000) / 10} to ${Math.round(high * 1000) / 10} %`,
      )
    }
    const back = flippedBack(answers)
    test.assert(
      'no session goes back to the version before',
      back.length === 0 && answers.some(isNew),
      back.length === 0
        ? `${sessions} sessions, ${answers.length} requests`
        : cause('share-drawn-again', { sessions: back.length, all: sessions }),
      'no-session-goes-back',
    )
    const failed = failures(answers)
    test.assert('no session sees an error, at promotion neither', failed.length === 0, [
      `${answers.length} requests; ${timesWords(answers)}`,
      `${failed.length} of ${answers.length} failed: ${failedWords(answers)}`,
    ])
  },
  sabotages: [drawnAgain],
}
