import { strict as assert } from 'node:assert'
import { spec } from '@slipway/release/sample'
import { sayInFleet, type Attack, type ScratchEstate } from '../estate.ts'

/** The attacker's app sends to a queue. */
function sendsTo(estate: ScratchEstate, app: string, queue: string): void {
  const file = `apps/${app}/app.ts`
  const text = estate.text(file)
  const changed = text.replace('default {', `default {"sends":["${queue}"],`)
  assert.notEqual(changed, text)
  estate.put(file, changed)
}

/** The attacker's app needs the queue `payments`, and lets in who sends there. */
async function takes(estate: ScratchEstate): Promise<void> {
  estate.put('apps/web/app.ts', { ...spec, needs: { queue: { payments: { accepts: ['finance/ledger'] } } } })
  const rendered = await estate.gen()
  assert.equal(rendered.code, 0, rendered.err)
  estate.commit('taken')
  await estate.refuses('queue-taken', ['check', '--no-schemas', '--commit', 'HEAD'])
}

export default [
  {
    name: "names a queue that was made by hand, and that another team's app uses",
    why: 'its role would get the right to send, unasked: no app needs the queue, so no owner had to give a word',
    async run(estate) {
      sendsTo(estate, 'ledger', 'payments')
      const before = await estate.gen()
      assert.equal(before.code, 0, before.err)
      sendsTo(estate, 'web', 'payments')
      await estate.refuses('queue-unowned')
    },
  },
  {
    name: 'names a queue of the account that no spec has named',
    why: 'a fleet that says `queues` has said all that apps may name beside their needs',
    async run(estate) {
      sayInFleet(estate, { queues: {} })
      sendsTo(estate, 'web', 'payments')
      await estate.refuses('queue-unowned')
    },
  },
  {
    name: 'names a queue that the fleet gives another team',
    why: 'the fleet says whose it is and whom that team accepts',
    async run(estate) {
      sayInFleet(estate, { queues: { payments: { team: 'finance' } } })
      sendsTo(estate, 'web', 'payments')
      await estate.refuses('need-unaccepted')
    },
  },
  {
    name: 'needs a queue that another team gave up, and reads what is still in it',
    why: 'AWS keeps the queue, its messages and who sends there; the name would be free, and its owner asked for nothing',
    async run(estate) {
      const file = 'apps/ledger/app.ts'
      const before = estate.text(file)
      estate.put(file, before.replace('default {', 'default {"needs":{"queue":{"payments":{}}},'))
      await estate.gen()
      estate.commit('a queue')
      estate.put(file, before)
      await estate.gen()
      estate.commit('no queue any more')
      await takes(estate)
      sayInFleet(estate, { queues: { payments: { team: 'shop' } } })
      estate.put('apps/web/app.ts', { ...spec, sends: ['payments'] })
      await estate.gen()
      estate.commit('given')
      const given = await estate.slipway('check', '--no-schemas', '--commit', 'HEAD')
      assert.equal(given.code, 0, `${given.out}${given.err}`)
    },
  },
  {
    name: 'becomes the owner of a queue to which another team sends already',
    why: 'who sends says a name and no owner, so nobody of that team would be asked whom it sends to now',
    async run(estate) {
      sendsTo(estate, 'ledger', 'payments')
      await estate.gen()
      estate.commit('it was made by hand')
      await takes(estate)
    },
  },
  {
    name: "takes away another team's messages, where it may send some",
    why: 'who may send is not who may work: the owner says both, each by a word of its own',
    async run(estate) {
      const file = 'apps/ledger/app.ts'
      const needs = '"needs":{"queue":{"payments":{"accepts":["shop/web"]}}}'
      estate.put(file, estate.text(file).replace('default {', `default {${needs},`))
      sendsTo(estate, 'web', 'payments')
      const sound = await estate.gen()
      assert.equal(sound.code, 0, sound.err)
      estate.put('apps/web/app.ts', { ...spec, kind: 'worker', queue: 'payments', expose: undefined })
      await estate.refuses('need-unaccepted')
    },
  },
] satisfies readonly Attack[]
