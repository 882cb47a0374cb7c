import { afterEach, describe, expect, it } from 'vitest'
import { loadEstate } from '@slipway/spec'
import { SampleEstate, spec, team } from '../../test/sample.ts'
import { openGit } from '../git.ts'
import { takenQueues } from './taken-queues.ts'

const made: SampleEstate[] = []
afterEach(() => {
  for (const one of made.splice(0)) one.clean()
})

type Specs = Readonly<Record<'web' | 'ledger', object>> & { readonly shelf?: object }
const environments = ['dev', 'staging', 'prod']
const owns = (more: object = {}) => ({ needs: { queue: { orders: more } } })

/** What is told of the last of some commits, each of which says all specs. */
async function toldOf(steps: readonly Specs[], isShallow = false): Promise<readonly string[]> {
  const fleet = { teams: { shop: team, finance: team } }
  const files = { 'apps/ledger/app.ts': { ...spec, team: 'finance' } }
  const estate = new SampleEstate(['web', 'ledger', 'shelf'], files, fleet)
  made.push(estate)
  const commits: string[] = []
  for (const { web, ledger, shelf = {} } of steps) {
    estate.put('apps/web/app.ts', { ...spec, ...web })
    estate.put('apps/shelf/app.ts', { ...spec, ...shelf })
    estate.put('apps/ledger/app.ts', { ...spec, team: 'finance', ...ledger })
    // As far as this asks the tree: whose stack names the queue.
    for (const [app, own, says] of [
      ['web', 'shop', web],
      ['ledger', 'finance', ledger],
      ['shelf', 'shop', shelf],
    ] as const) {
      const queues = Object.keys((says as { needs?: { queue: object } }).needs?.queue ?? {})
      const text = JSON.stringify(
        queues.flatMap((name) =>
          environments.map((env) => ({ QueueName: `${env}-${name}`, Tags: [{ Key: 'team', Value: own }] })),
        ),
      )
      estate.put(`aws/222233334444/eu-west-1/dev-needs-${app}.yaml`, text)
      estate.put(
        `aws/222233334444/eu-west-1/dev-app-${app}.yaml`,
        'sends' in says ? environments.map((env) => `${env}: a:${env}-orders\n`).join('') : '{}\n',
      )
    }
    if (commits.length === 0) estate.git('init', '-q', '-b', 'main')
    estate.git('add', '-A')
    estate.git('commit', '-qm', 'a step', '--allow-empty')
    commits.push(estate.git('rev-parse', 'HEAD').trim())
  }
  if (isShallow) estate.put('.git/shallow', `${commits.at(-2)}\n`)
  const [git, read] = [openGit(estate.root), await loadEstate(estate.root)]
  if (!git.ok || !read.ok) throw new Error(JSON.stringify({ git, read }))
  const range = { base: commits.at(-2) ?? '', commit: commits.at(-1) ?? '' }
  const told = takenQueues(git.value, range, read.value.fleet, read.value.apps)
  if (!told.ok) throw new Error(JSON.stringify(told.issues))
  return told.value.map(({ code, at, got }) => `${code} ${at} ${got}`)
}

const nothing = { web: {}, ledger: {} }
const [lets, sends] = [owns({ accepts: ['finance/ledger'] }), { sends: ['orders'] }]

describe('a queue that an app needs from a commit on', () => {
  it.each<[string, readonly Specs[], readonly string[]]>([
    ['has a name that nobody had', [nothing, { web: owns(), ledger: {} }], []],
    [
      'was of another team until that gave it up',
      [{ web: {}, ledger: owns() }, nothing, nothing, { web: owns(), ledger: {} }],
      [
        'queue-taken needs.queue.orders "orders", which finance/ledger had before: what was sent there may still lie in it',
      ],
    ],
    [
      'was of another team, and its app changes for another reason',
      [{ web: {}, ledger: owns() }, nothing, { web: owns(), ledger: { cpu: '200m' } }],
      [
        'queue-taken needs.queue.orders "orders", which finance/ledger had before: what was sent there may still lie in it',
      ],
    ],
    [
      'has a sender that changes for another reason',
      [
        { web: {}, ledger: sends },
        { web: lets, ledger: { ...sends, cpu: '200m' } },
      ],
      ['queue-taken needs.queue.orders "orders", to which ledger of the team finance sends already'],
    ],
    [
      'was of another team, and is part of the name of an own one',
      [
        { web: {}, ledger: owns() },
        nothing,
        { web: { needs: { queue: { 'orders-x': {}, 'dev-orders': {} } } }, ledger: {} },
        { web: { needs: { queue: { 'orders-x': {}, 'dev-orders': {}, orders: {} } } }, ledger: {} },
      ],
      [
        'queue-taken needs.queue.orders "orders", which finance/ledger had before: what was sent there may still lie in it',
      ],
    ],
    ['was of the same app before', [{ web: owns(), ledger: {} }, nothing, { web: owns(), ledger: {} }], []],
    [
      'is handed over in one commit, which both teams approve',
      [
        { web: {}, ledger: owns() },
        { web: owns(), ledger: {} },
      ],
      [],
    ],
    [
      'is one to which another team sends already',
      [
        { web: {}, ledger: sends },
        { web: lets, ledger: sends },
      ],
      ['queue-taken needs.queue.orders "orders", to which ledger of the team finance sends already'],
    ],
    [
      'moves to another app of its team, whose senders of another team stay',
      [
        { web: lets, ledger: sends },
        { web: {}, ledger: sends, shelf: lets },
      ],
      [],
    ],
    [
      'moves so after another team handed it over',
      [
        { web: {}, ledger: owns() },
        { web: owns(), ledger: {} },
        { web: {}, ledger: {}, shelf: owns() },
      ],
      [],
    ],
    ['has a sender from the same commit on', [nothing, { web: lets, ledger: sends }], []],
    ['has a sender from a later commit on', [nothing, { web: lets, ledger: {} }, { web: lets, ledger: sends }], []],
  ])('%s', async (_, steps, told) => {
    expect(await toldOf(steps)).toEqual(told)
  })

  it('is not judged in a clone without the history, and that is told', async () => {
    const steps = [{ web: {}, ledger: owns() }, nothing, nothing, { web: owns(), ledger: {} }]
    expect(await toldOf(steps, true)).toEqual(['queue-not-judged needs.queue.orders a clone without its history'])
  })

  it('is judged there by its senders, also where another environment has none', async () => {
    const later = { ...sends, in: { dev: { sends: [] } } }
    const steps = [
      { web: {}, ledger: later },
      { web: lets, ledger: later },
    ]
    expect(await toldOf(steps, true)).toEqual([
      'queue-not-judged needs.queue.orders a clone without its history',
      'queue-taken needs.queue.orders "orders", to which ledger of the team finance sends already',
    ])
  })
})
