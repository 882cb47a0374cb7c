import { strict as assert } from 'node:assert'
import { spec } from '@slipway/release/sample'
import type { Attack } from '../estate.ts'

export default {
  name: 'moves its app into another team, and reads its secrets',
  why: "the app gets finance's namespace, secrets and callers, and nobody of finance was asked: CODEOWNERS follows the team, and changing it is the platform's",
  async run(estate) {
    estate.put('fleet/fleet.ts', estate.text('fleet/fleet.ts').replace('"name"', '"owners":["@acme/platform"],"name"'))
    await estate.slipway('owners')
    await estate.gen()
    estate.commit('owners')
    assert.equal((await estate.slipway('check', '--no-schemas', '--commit', 'HEAD')).code, 0)
    estate.put('apps/web/app.ts', { ...spec, team: 'finance', secrets: { LEDGER: 'ledger/db#url' } })
    await estate.gen()
    estate.commit('another team')
    await estate.refuses('code-owners', ['check', '--no-schemas', '--commit', 'HEAD'])
    await estate.refuses('code-owners')
    const { out } = await estate.slipway('review', '--base', 'HEAD^', '--fail-on', 'high')
    assert.match(out, /web moves from the team shop to finance/)
  },
} satisfies Attack
