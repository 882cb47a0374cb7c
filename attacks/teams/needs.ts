import { strict as assert } from 'node:assert'
import type { Attack } from '../estate.ts'

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

export default ways.map(
  ([where, namespace, code]): Attack => ({
    name: `has a controller of AWS open another team's queue: an object ${where}`,
    why: 'the controller may change every queue of the environment, so whoever writes its objects has that right',
    async run(estate) {
      const file = 'fleet/clusters/dev.ts'
      estate.put(file, estate.text(file).replace('"environment":', '"needs":"ack","environment":'))
      await estate.gen()
      const { code: sound, out, err } = await estate.slipway('check', '--no-schemas')
      assert.equal(sound, 0, `${out}${err}`)
      estate.put('apps/web/extra.ts', `export default { add: () => ${JSON.stringify([queue(namespace)])} }\n`)
      await estate.gen()
      await estate.refuses(code)
    },
  }),
)
