import { envName } from '@slipway/core'
import { databaseUser } from '@slipway/fleet'
import { spec } from '@slipway/release/sample'
import type { Attack, ScratchEstate } from '../estate.ts'

/** What finance's app owns, opened to everybody; a controller would take the queue over by its name. */
const queue = (namespace: string) => ({
  apiVersion: 'sqs.services.k8s.aws/v1alpha1',
  kind: 'Queue',
  metadata: {
    name: 'dev-payments',
    namespace,
    annotations: {
      'services.k8s.aws/adoption-policy': 'adopt-or-create',
      'services.k8s.aws/adoption-fields':
        '{"queueURL":"https://sqs.eu-west-1.amazonaws.com/111122223333/dev-payments"}',
    },
  },
  spec: {
    queueName: 'dev-payments',
    policy: '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sqs:*"}]}',
  },
})

const ways: readonly (readonly [name: string, namespace: string, code: string])[] = [
  ['in its own namespace', 'shop', 'team-kinds'],
  ["in the controllers' namespace", 'ack-system', 'object-namespace'],
]

const database = (name: string) => ({ needs: { database: { [name]: { engine: 'postgres-17' } } } })

/** A database of the team shop-finance in dev, and one of the attacker's beside it. */
async function beside(estate: ScratchEstate, theirs: string, own: string): Promise<void> {
  const [fleet, dev] = ['fleet/fleet.ts', 'fleet/clusters/dev.ts']
  estate.put(fleet, estate.text(fleet).replace('"finance":', '"shop-finance":'))
  estate.put(dev, estate.text(dev).replace('["eu-west-1a"]', '["eu-west-1a","eu-west-1b"]'))
  estate.put('apps/ledger/app.ts', { ...spec, team: 'shop-finance', in: { dev: database(theirs) } })
  await estate.gen()
  await estate.passes()
  estate.put('apps/web/app.ts', { ...spec, in: { dev: database(own) } })
}

/** The right to sign in is to a user of any instance, as AWS alone knows the instance; users have 32 characters. */
const userOfAnother: Attack = {
  name: "calls a database so that its user is another team's",
  why: 'its role might sign in to the other database: the user is shortened, and the name of the instance is not',
  async run(estate) {
    const long = 'accounts-of-all-customers'
    const user = databaseUser(long, 'shop-finance', { environment: envName('dev') }).replaceAll('_', '-')
    await beside(estate, long, user.slice('dev-shop-'.length))
    await estate.refuses('need-owned-twice', ['gen'])
  },
}

export default [
  userOfAnother,
  ...ways.map(
    ([where, namespace, code]): Attack => ({
      name: `has a controller of AWS open another team's queue: an object ${where}`,
      why: 'the controller may change every queue of the environment, so whoever writes its objects has that right',
      async run(estate) {
        const file = 'fleet/clusters/dev.ts'
        estate.put(file, estate.text(file).replace('"environment":', '"needs":"ack","environment":'))
        await estate.gen()
        await estate.passes()
        estate.put('apps/web/extra.ts', `export default { add: () => ${JSON.stringify([queue(namespace)])} }\n`)
        await estate.gen()
        await estate.refuses(code)
      },
    }),
  ),
] satisfies readonly Attack[]
