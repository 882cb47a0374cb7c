import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { teamSecrets } from './team-secrets.ts'

const key = 'spec.data[0].remoteRef.key'
const own = "a secret of the team's own: <environment>/<team>/..."

table(teamSecrets, [
  {
    name: "another team's",
    change: set('externalsecret-web', key, 'prod/finance/ledger/db'),
    says: [`externalsecret-web ${key}: "prod/finance/ledger/db"; ${own}`],
    alone: true,
  },
  { name: 'its own', change: set('externalsecret-web', key, 'prod/shop/web/db'), says: [] },
  {
    name: "another environment's",
    change: set('externalsecret-web', key, 'dev/shop/web/db'),
    says: [`externalsecret-web ${key}: "dev/shop/web/db"; ${own}`],
  },
])
