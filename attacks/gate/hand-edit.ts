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
] satisfies readonly Attack[]
