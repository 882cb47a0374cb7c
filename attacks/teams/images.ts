import { strict as assert } from 'node:assert'
import { digest, spec } from '@slipway/release/sample'
import type { Attack, ScratchEstate } from '../estate.ts'

const check = ['check', '--no-schemas', '--commit', 'HEAD']
const worker = { ...spec, kind: 'worker', command: ['node', 'worker.js'] }
const release = (letter: string) => ({ digest: digest(letter), version: '1.0.0' })

async function refusedTwice(estate: ScratchEstate, code: string): Promise<void> {
  await estate.refuses(code)
  estate.commit('mine')
  await estate.refuses(code, check)
}

export default [
  {
    name: "runs the image of another team's app",
    why: "each release of that app would change what runs in a namespace of one's own, or the other way round, and nobody there reviews it",
    async run(estate) {
      estate.put('apps/mine/app.ts', { ...worker, image: { app: 'ledger' } })
      await refusedTwice(estate, 'image-of-team')
    },
  },
  {
    name: "gives one of an image's apps another version by hand",
    why: 'an old worker beside a new front loses what the two say to each other; a release brings all of them',
    async run(estate) {
      estate.put('apps/mine/app.ts', { ...worker, image: { app: 'web' } })
      const { digest: there } = estate.json('apps/web/releases/dev.json') as ReturnType<typeof release>
      estate.put('apps/mine/releases/dev.json', { ...release('a'), digest: there })
      assert.equal((await estate.gen()).code, 0)
      assert.equal((await estate.slipway('check', '--no-schemas')).code, 0)
      estate.put('apps/mine/releases/dev.json', release('f'))
      assert.equal((await estate.gen()).code, 0)
      await refusedTwice(estate, 'image-apart')
    },
  },
] satisfies readonly Attack[]
