import {
  answersSince,
  appOf,
  cause,
  joined,
  kinds,
  namesOfObjects,
  say,
  type Load,
  type StagedApp,
  type TestContext,
  type Words,
} from '../shared/kit.ts'
import { kept, moved, moves, podsOf, repeats, type Moves } from '../../traffic/sessions.ts'

export const [few, many] = [3, 4]
/** Requests a second, and sessions, per app. */
export const [rate, sessions] = [50, 100]
const look = (2 * sessions) / rate + 0.5
const luck = 0.15

export interface Group {
  readonly by: 'cookie' | 'address' | 'nothing'
  readonly says: string
  readonly app: StagedApp
  readonly load: Load
  readonly sticky: boolean
}

type Seen = ReadonlyMap<Group, ReadonlyMap<number, string>>

const percent = (part: number, of: number) => `${of === 0 ? 0 : Math.round((part / of) * 1000) / 10} %`

async function causes(test: TestContext, { app }: Group): Promise<Words> {
  const rules = await test.kube.list(kinds.destinationRule, { namespace: app.team })
  const own = rules.filter((rule) => appOf(rule) === app.name)
  const named = (code: 'no-consistent-hash' | 'ring', so: (spec: string) => boolean) => {
    const rules = namesOfObjects(own.filter(({ spec }) => so(JSON.stringify(spec))))
    return rules.length === 0 ? undefined : cause(code, { rules })
  }
  return joined([
    named('no-consistent-hash', (spec) => !spec.includes('consistentHash')),
    named('ring', (spec) => spec.includes('consistentHash') && !spec.includes('maglev')),
  ])
}

export async function steady(test: TestContext, groups: readonly Group[], count: number, when: string): Promise<Seen> {
  const from = test.recorder.at()
  await test.pause(look)
  const seen = new Map(groups.map((group) => [group, answersSince(group.load.answers, from)]))
  for (const group of groups) {
    // Sessions that are not sticky need no second request in this look.
    const list = group.sticky
      ? repeats(seen.get(group) ?? [])
      : repeats(group.load.answers).filter(({ answer }) => answer.at >= from)
    const same = kept(list)
    const got = `${percent(same, list.length)}, ${same} of ${list.length} requests of ${sessions} sessions`
    if (group.sticky) {
      const found = say`${cause('about', { what: `${group.by}, ${when}` })}${got}`
      test.assert(
        `${group.says}, ${when}: each session comes to the pod that it had`,
        same === list.length && list.length > 0,
        [found, joined([found, await causes(test, group)])],
        'session-stays',
      )
    } else {
      test.assert(
        `${group.says}, ${when}: a session comes to the pod that it had about once in ${count}`,
        Math.abs(same / list.length - 1 / count) < luck,
        got,
      )
    }
  }
  return new Map([...seen].map(([group, answers]) => [group, podsOf(answers)]))
}

const movesWords = ({ sessions: all, left, joined: arrived, swapped }: Moves) =>
  say`of ${all} sessions ${arrived} went to a new pod, ${left} came from one that is gone, ${
    swapped === 0 ? '0 changed between two that stayed' : cause('swapped', { sessions: swapped })
  }: ${percent(left + arrived + swapped, all)}`

export async function compared(
  test: TestContext,
  groups: readonly Group[],
  [before, after]: readonly [Seen, Seen],
  from: number,
  what: 'added' | 'taken away',
): Promise<void> {
  for (const group of groups.filter(({ sticky }) => sticky)) {
    const result = moves(before.get(group) ?? new Map(), after.get(group) ?? new Map())
    const list = repeats(group.load.answers).filter(({ answer }) => answer.at >= from)
    test.assert(
      `${group.says}, a pod was ${what}: only those move who must, about one of ${many}`,
      result.sessions > 0 &&
        moved(result) / result.sessions <= 1 / many + luck &&
        result.swapped / result.sessions <= 0.05,
      joined([
        say`${cause('about', { what })}${movesWords(result)}; ${percent(kept(list), list.length)} of requests came to the same pod meanwhile`,
        await causes(test, group),
      ]),
      'only-those-move',
    )
  }
}
