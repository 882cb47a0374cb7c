import { table } from '../../../test/case.ts'
import { copy, set } from '../../../test/fixture.ts'
import { externalSecret } from './external-secret.ts'

table(externalSecret, [
  {
    name: 'a store that is not there',
    change: set('externalsecret-web', 'spec.secretStoreRef.name', 'vault'),
    says: ['externalsecret-web spec.secretStoreRef: ClusterSecretStore "vault"; a store that is there'],
  },
  {
    name: "a store of the namespace's",
    change: set('externalsecret-web', 'spec.secretStoreRef.kind', undefined),
    says: ['externalsecret-web spec.secretStoreRef: SecretStore "team-shop"; a store that is there'],
  },
  {
    name: 'two that make one Secret',
    change: copy('externalsecret-web', 'two'),
    alone: true,
    says: [
      'externalsecret-two spec.target.name: "shop/web-secrets"; a Secret that nobody else makes (ExternalSecret shop/web does)',
    ],
  },
  {
    name: 'a key of nothing',
    change: set('externalsecret-web', 'spec.data[0].remoteRef', {}),
    says: ['externalsecret-web spec.data[0].remoteRef.key: nothing; the name of the secret in the store'],
  },
  {
    name: 'a key twice',
    change: set('externalsecret-web', 'spec.data[1]', { secretKey: 'STRIPE_KEY', remoteRef: { key: 'other' } }),
    says: ['externalsecret-web spec.data[1].secretKey: "STRIPE_KEY"; each key once (data[0] has it, too)'],
  },
])
