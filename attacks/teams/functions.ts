import { clusters } from '@slipway/release/sample'
import { sayInFleet, type Attack, type ScratchEstate } from '../estate.ts'

const registry = '222233334444.dkr.ecr.eu-west-1.amazonaws.com'
const spec = { kind: 'function', team: 'shop', memory: '256Mi', expose: { host: 'hooks' } } as const

/** The attacker's app is a function, and Lambda can pull its image. */
async function soundFunction(estate: ScratchEstate): Promise<void> {
  for (const cluster of clusters) {
    const file = `fleet/clusters/${cluster}.ts`
    estate.put(file, estate.text(file).replace('registry.acme.example', registry))
  }
  estate.put('apps/web/app.ts', spec)
  await estate.gen()
  await estate.passes()
}

const says = (name: string, code: string, why: string, more: object): Attack => ({
  name,
  why,
  async run(estate) {
    await soundFunction(estate)
    estate.put('apps/web/app.ts', { ...spec, ...more })
    await estate.gen()
    await estate.refuses(code)
  },
})

const theirs = '{{resolve:secretsmanager:prod/finance/ledger/db:SecretString:url}}'
const resolving =
  'CloudFormation would put the secret there with the rights of who deploys, and the function reads its own variables'

/** Teams may run what is below the registry; ECR's caches of Docker Hub would be there as well. */
const cache: Attack = {
  name: "runs anybody's image by the cache of Docker Hub",
  why: 'the cache is in the registry that every team may use, so the name of the image says nothing any more',
  async run(estate) {
    await soundFunction(estate)
    sayInFleet(estate, { pullThrough: ['docker.io'] })
    estate.put('apps/web/app.ts', { ...spec, image: `${registry}/docker-hub/evil/miner` })
    await estate.gen()
    await estate.refuses('registry-cache')
  },
}

/** Both are about dev-hooks-release-failing: one ends releases of `hooks`, the other pages for `hooks-release`. */
const alarmOfAnother: Attack = {
  name: "calls an app so that its alarm is another team's",
  why: 'the second alarm takes the place of the first, or is refused: a release that nothing ends, or a page that nobody gets',
  async run(estate) {
    await soundFunction(estate)
    const slo = { errors: '1%' }
    estate.put('apps/hooks/app.ts', {
      ...spec,
      team: 'finance',
      expose: { host: 'pay' },
      release: { canary: [10], hold: '5m', slo },
    })
    estate.put('apps/hooks-release/app.ts', { ...spec, slo, expose: { host: 'other' } })
    for (const app of ['hooks', 'hooks-release'])
      estate.put(`apps/${app}/releases/dev.json`, estate.text('apps/web/releases/dev.json'))
    await estate.gen()
    await estate.refuses('stack-name')
  },
}

export default [
  alarmOfAnother,
  cache,
  says("has CloudFormation write another team's secret into a variable", 'stack-resolve', resolving, {
    env: { NOTE: theirs },
  }),
  says('the same in its command', 'stack-resolve', resolving, { command: ['main', `--note=${theirs}`] }),
  says(
    "runs an image of anybody's account",
    'function-registry',
    'nobody here built or scanned it; pods are refused the same by the fence',
    { image: '999988887777.dkr.ecr.eu-west-1.amazonaws.com/miner' },
  ),
] satisfies readonly Attack[]
