import { strict as assert } from 'node:assert'
import type { Attack } from '../estate.ts'

const file = 'clusters/prod-eu/shop/web/deployment-web.yaml'

export default [
  {
    name: 'puts an image of its own into a generated manifest',
    why: 'it would run in production with every check green; drift compares every byte with what the inputs render',
    async run(estate) {
      estate.put(file, estate.text(file).replace(/sha256:a{64}/, `sha256:${'b'.repeat(64)}`))
      await estate.refuses('drift-changed')
      await estate.refuses('drift-changed', ['gen', '--check'])
    },
  },
  {
    name: 'adds a manifest that nothing renders',
    why: 'Argo CD applies whatever lies in the folder',
    async run(estate) {
      estate.put(
        'clusters/prod-eu/shop/web/secret-x.yaml',
        estate.text(file).replace('kind: Deployment', 'kind: Secret'),
      )
      await estate.refuses('drift-orphan')
    },
  },
  {
    name: 'hides a manifest where a reader of trees may not look',
    why: 'Argo CD reads every .yaml, .yml and .json below the folder, whatever the folders between are called',
    async run(estate) {
      const folder = 'clusters/prod-eu/shop/web'
      const names = [
        'node_modules/x.yaml',
        '.git-hidden/x.yaml',
        '.x.yaml',
        'x.yml',
        'x.json',
        'src/x.yaml',
        'X.YAML',
        '.slipway/x.yaml',
      ]
      for (const name of names) {
        const hidden = `${folder}/${name}`
        estate.put(hidden, estate.text(file))
        estate.git('add', '-f', hidden)
        estate.commit('hidden')
        for (const words of [[], ['--commit', 'HEAD']]) {
          const said = await estate.slipway('check', '--no-schemas', ...words)
          assert.equal(said.code, 1, `${name} ${words.join(' ')}: ${said.out}`)
          assert.match(
            said.err,
            new RegExp(`^${hidden.replaceAll('.', '\\.')}.* \\[(?:drift-orphan|tree-[a-z-]+)\\]`, 'm'),
            name,
          )
        }
        estate.git('reset', '-q', '--hard', 'HEAD^')
      }
    },
  },
  {
    name: 'puts manifests into a folder that is clusters/ on another system',
    why: 'on macOS and Windows they are in the place of ours: whoever renders there, or looks, sees and commits another tree than the cluster reads',
    async run(estate) {
      for (const hidden of [
        'Clusters/prod-eu',
        'clusters/Prod-eu',
        'clusters/prod-eu./shop',
        'clu\u200csters/prod-eu',
        '.GitHub',
      ]) {
        const path = `${hidden}/x.yaml`
        estate.put('.github/x.yaml', '')
        estate.put(path, estate.text(file))
        estate.git('add', '-f', path, '.github/x.yaml')
        estate.commit('hidden')
        await estate.refuses('commit-twin', ['check', '--no-schemas', '--commit', 'HEAD'])
        estate.git('reset', '-q', '--hard', 'HEAD^')
      }
    },
  },
] satisfies readonly Attack[]
