import { strict as assert } from 'node:assert'
import { digest } from '@slipway/release/sample'
import { assertRefused, sayInFleet, type Attack, type Said, type ScratchEstate } from '../estate.ts'

const file = (cluster: string): string => `apps/web/releases/${cluster}.json`

/** Says approvers, and what the clusters have from now on, each as a commit of its own. */
async function brought(
  estate: ScratchEstate,
  ...steps: readonly (readonly (readonly [string, string])[])[]
): Promise<Said> {
  sayInFleet(estate, { owners: ['@acme/platform'], approvers: { prod: ['@acme/release'] } })
  assert.equal((await estate.slipway('owners')).code, 0)
  assert.equal((await estate.gen()).code, 0)
  estate.commit('approvers')
  for (const step of steps) {
    for (const [cluster, letter] of step) estate.put(file(cluster), { digest: digest(letter), version: `2-${letter}` })
    assert.equal((await estate.gen()).code, 0)
    estate.commit('a release by hand')
  }
  return estate.slipway('check', '--no-schemas', '--commit', 'HEAD')
}

const row = (name: string, ...steps: readonly (readonly (readonly [string, string])[])[]): Attack => ({
  name,
  why: 'an image that no earlier environment had would be in production by a file that somebody wrote by hand',
  async run(estate) {
    assertRefused(await brought(estate, ...steps), 'release-unpromoted')
  },
})

export default [
  row('releases to production what ran nowhere', [['prod-eu', 'b']]),
  row('releases to all environments at once', [
    ['dev', 'b'],
    ['staging', 'b'],
    ['prod-eu', 'b'],
  ]),
  row('passes by staging', [['dev', 'b']], [['prod-eu', 'b']]),
  {
    name: 'is told for a promotion that came the whole way, slowly, or for a way back',
    why: 'a gate that is wrong about honest releases is soon taken out',
    async run(estate) {
      const said = await brought(estate, [['staging', 'b']], [['staging', 'c']], [['staging', 'd']], [['prod-eu', 'b']])
      assert.equal(said.code, 0, `${said.out}${said.err}`)
      estate.put(file('prod-eu'), { digest: digest('a'), version: '1.0.0' })
      assert.equal((await estate.gen()).code, 0)
      estate.commit('back')
      const back = await estate.slipway('check', '--no-schemas', '--commit', 'HEAD')
      assert.equal(back.code, 0, `${back.out}${back.err}`)
    },
  },
] satisfies Attack[]
