import { digest, spec } from '@slipway/release/sample'
import type { Attack } from '../estate.ts'

const [seen, hidden] = [digest('a'), digest('b')]

export default [
  {
    name: 'hides a second digest behind a key with an escape',
    why: 'people read the first, JSON takes the last',
    async run(estate) {
      const text = `{"digest":"${seen}","version":"1.0.0","di\\u0067est":"${hidden}"}\n`
      estate.put('apps/web/releases/dev.json', text)
      await estate.refuses('escaped-field')
    },
  },
  {
    name: 'says a field of a spec twice',
    why: 'people read the first, JavaScript takes the last',
    async run(estate) {
      const text = JSON.stringify(spec)
      estate.put('apps/web/app.ts', `export default ${text.slice(0, -1)},"cpu":"64"}\n`)
      await estate.refuses('duplicate-field')
    },
  },
] satisfies readonly Attack[]
