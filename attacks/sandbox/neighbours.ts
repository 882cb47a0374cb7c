import { strict as assert } from 'node:assert'
import { spec } from '@slipway/release/sample'
import { computed, type Attack } from '../estate.ts'

/** What an app's code does to another's, which runs after it. */
export default [
  {
    name: "code of an app leaves a trap for the next one's",
    why: "another team's app would be blamed, and its release held up",
    async run(estate) {
      estate.put('apps/web/app.ts', computed("setTimeout(() => { throw new Error('trap') }, 0)"))
      estate.put('apps/zebra/app.ts', computed('await new Promise((done) => setTimeout(done, 50))'))
      const said = await estate.slipway('gen', '--check')
      assert.doesNotMatch(said.err, /apps\/zebra\/app\.ts  \[/)
    },
  },
  {
    name: "code of an app changes what the next app's code answers",
    why: "another team's app would change without a word in its own folder; what judges gives each folder a child of its own",
    async run(estate) {
      const owned = 'clusters/dev/finance/zebra/deployment-zebra.yaml'
      estate.put(
        'apps/zebra/app.ts',
        `const spec = ${JSON.stringify({ ...spec, team: 'finance' })}\nexport default spec\n`,
      )
      estate.put('apps/zebra/releases/dev.json', estate.text('apps/web/releases/dev.json'))
      const trap =
        'const real = Object.fromEntries\nObject.fromEntries = ((rows: any) => { const made: any = real(rows); ' +
        "if (made.team === 'finance') made.image = 'registry.acme.example/miner'; return made }) as any"
      estate.put('apps/web/app.ts', computed(trap))
      assert.equal((await estate.gen()).code, 0)
      assert.match(estate.text(owned), /miner/, 'the trap does not work, so it proves nothing')
      estate.commit('a change of web alone')
      await estate.refuses('drift-changed', ['check', '--no-schemas', '--commit', 'HEAD'])
    },
  },
] satisfies readonly Attack[]
