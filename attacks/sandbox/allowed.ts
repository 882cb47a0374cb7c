import { strict as assert } from 'node:assert'
import { spec } from '@slipway/release/sample'
import { computed, sayInFleet, type Attack } from '../estate.ts'

/** What the fleet lets code be. */
export default [
  {
    name: 'code of an app imports a package that nobody allowed',
    why: 'what a package of the lock file does in the sandbox nobody has read; and a package that goes takes specs with it',
    async run(estate) {
      const code = "import fresh from 'import-fresh'\nif (typeof fresh !== 'function') throw new Error('nothing')"
      for (const file of ['apps/web/app.ts', 'apps/web/extra.ts']) {
        const before = estate.text('apps/web/app.ts')
        estate.put(file, file.endsWith('app.ts') ? computed(code) : `${code}\nexport default { add: () => [] }\n`)
        await estate.refuses('does-not-run', ['gen', '--check'])
        estate.put('apps/web/app.ts', before)
      }
      sayInFleet(estate, { imports: ['import-fresh'] })
      const said = await estate.gen()
      assert.equal(said.code, 0, said.err)
    },
  },
  {
    name: 'runs code where the fleet wants data',
    why: "specs: 'data' is for those who want to read all that decides",
    async run(estate) {
      sayInFleet(estate, { specs: 'data' })
      estate.put('apps/web/app.ts', computed(''))
      await estate.refuses('code-not-allowed', ['gen', '--check'])
      estate.put('apps/web/app.ts', `export default ${JSON.stringify(spec)}`)
      estate.put('apps/web/extra.ts', 'export default {}')
      await estate.refuses('code-not-allowed', ['gen', '--check'])
    },
  },
] satisfies readonly Attack[]
