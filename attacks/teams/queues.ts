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
