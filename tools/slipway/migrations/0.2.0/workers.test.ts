import { describe, expect, it } from 'vitest'
import workers from './workers.ts'

const of = (specs: Readonly<Record<string, object>>, fleet: object = {}) => {
  const files = new Map(
    Object.entries(specs).map(([name, spec]) => [`apps/${name}/app.ts`, `export default ${JSON.stringify(spec)}\n`]),
  )
  files.set('fleet/fleet.ts', `export default ${JSON.stringify(fleet)}\n`)
  return workers.run({ list: () => Object.keys(specs), read: (file) => files.get(file) })
}
const worker = { team: 'finance', kind: 'worker', queue: 'mails' }
const owner = (given: object) => ({ team: 'shop', kind: 'http', needs: { queue: { mails: given } } })

describe('workers on a queue of another team', () => {
  it.each<[string, Readonly<Record<string, object>>, object?]>([
    ['that an app needs', { web: owner({ accepts: ['finance/mailer'] }), mailer: worker }],
    ['by the word to all of a team', { web: owner({ accepts: ['finance/*'] }), mailer: worker }],
    ['in one environment', { web: { in: { prod: owner({ accepts: ['finance/*'] }) } }, mailer: { ...worker } }],
    [
      'that is of another place',
      {
        web: owner({ accepts: ['finance/mailer'] }),
        mailer: { team: 'finance', uses: { mails: { queue: 'mails', in: 'prod', may: 'work' } } },
      },
    ],
    ['that the fleet names', { mailer: worker }, { queues: { mails: { team: 'shop', accepts: ['finance/mailer'] } } }],
  ])('are a step where they are accepted: %s', (_, specs, fleet) => {
    expect(of(specs, fleet)).toMatchObject({
      edits: [],
      steps: [{ hint: 'if they may, add workers: ["finance/mailer"]' }],
    })
  })

  it.each<[string, Readonly<Record<string, object>>]>([
    ['who have the word', { web: owner({ accepts: ['finance/mailer'], workers: ['finance/mailer'] }), mailer: worker }],
    ['who have none', { web: owner({}), mailer: worker }],
    [
      'who only send, from another place',
      {
        web: owner({ accepts: ['finance/*'] }),
        mailer: { team: 'finance', uses: { mails: { queue: 'mails', in: 'prod', may: 'send' } } },
      },
    ],
    ['who only send', { web: owner({ accepts: ['finance/*'] }), mailer: { team: 'finance', sends: ['mails'] } }],
  ])('are none: %s', (_, specs) => expect(of(specs).steps).toEqual([]))

  it('are looked for in specs alone', () => {
    expect(workers.run({ list: () => ['notes'], read: () => undefined }).steps).toEqual([])
  })
})
