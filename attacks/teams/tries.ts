import { strict as assert } from 'node:assert'
import { fileName, type Issue } from '@slipway/core'
import { tries, type Try } from '@slipway/model/tries'
import { image, spec } from '@slipway/release/sample'
import { assertRefused, type Attack, type ScratchEstate } from '../estate.ts'

const all = tries({
  team: 'shop',
  other: 'finance',
  environment: 'prod',
  image: image('web', 'a'),
  queues: 'https://sqs.eu-west-1.amazonaws.com/222233334444/',
})

/** Each under a name of its own, so that one extra.ts can hold all of a part. */
const named = (part: Try['part']) =>
  all
    .filter((one) => one.part === part)
    .map(({ name, object, refusal }, i) => ({
      name,
      refusal,
      object: {
        ...object,
        metadata: { ...object.metadata, name: object.metadata.name === 'try' ? `try-${i}` : object.metadata.name },
      },
    }))

const why: Readonly<Record<Try['part'], string>> = {
  pods: 'rights of the node, images of anybody, and pods that the mesh does not see',
  traffic: "others' addresses, hosts and callers",
  watch: "others' canaries, alerts and scalers decide by series; KEDA and Rollouts would call any address",
  secrets: "others' secrets",
  metadata: 'controllers would act for somebody else',
  kinds:
    "rights, entrances and stores are the platform's; Argo CD refuses these kinds and then syncs nothing of the app",
  cluster: "what is of the whole cluster is everybody's",
}

async function throughExtra(estate: ScratchEstate, part: Try['part']): Promise<void> {
  const rows = named(part)
  estate.put('apps/web/extra.ts', `export default { add: () => ${JSON.stringify(rows.map(({ object }) => object))} }\n`)
  const rendered = await estate.gen()
  assert.equal(rendered.code, 0, rendered.err)
  const said = await estate.slipway('check', '--no-schemas', '--json')
  assert.equal(said.code, 1, said.err)
  const { issues } = JSON.parse(said.out) as { issues: readonly Issue[] }
  const told = new Set(issues.map(({ file, code, at }) => `${file} ${code} ${at}`))
  const silent = rows.filter(
    ({ object, refusal: { code, at } }) => !told.has(`clusters/prod-eu/shop/web/${fileName(object)} ${code} ${at}`),
  )
  assert.deepEqual(
    silent.map(({ name }) => name),
    [],
    'these are not refused for what is wrong with them',
  )
}

const words = (name: string, code: string, reason: string, more: object): Attack => ({
  name,
  why: reason,
  async run(estate) {
    estate.put('apps/web/app.ts', { ...spec, ...more })
    assertRefused(await estate.slipway('check', '--no-schemas'), code)
  },
})

/** Changes the own spec and renders: it is the objects that are refused. */
const rendered = (name: string, code: string, reason: string, more: object): Attack => ({
  name,
  why: reason,
  async run(estate) {
    estate.put('apps/web/app.ts', { ...spec, ...more })
    await estate.gen()
    await estate.refuses(code)
  },
})

const login = (estate: ScratchEstate): void =>
  estate.put('apps/web/app.ts', {
    ...spec,
    expose: { host: 'bank', path: '/login', accepts: ['finance/ledger'] },
    accepts: ['finance/ledger'],
  })

export default [
  ...(Object.keys(why) as Try['part'][]).map(
    (part): Attack => ({
      name: `reaches into another's house through extra.ts: ${named(part).length} ways of ${part}`,
      why: why[part],
      run: (estate) => throughExtra(estate, part),
    }),
  ),
  rendered('makes every node 60 cores larger', 'team-pods', 'no machine of the pool fits: nothing starts any more', {
    kind: 'daemon',
    cpu: '60',
    memory: '200Gi',
  }),
  rendered(
    "names Argo CD's Redis as a host outside",
    'team-traffic',
    'no word of the other side is asked for a host outside',
    { calls: [{ host: 'argocd-redis.argocd', port: 6379, private: true }] },
  ),
  rendered('says an environment of 1.5 MB', 'object-size', 'no API server takes it, so the release would hang', {
    env: Object.fromEntries(Array.from({ length: 15 }, (_, i) => [`NOTE_${i}`, 'x'.repeat(100_000)])),
  }),
  words("opens another team's callers' list", 'call-unaccepted', 'a call would put it into the policy of the callee', {
    calls: ['ledger'],
  }),
  words(
    'gives itself the word of the other side',
    'call-unaccepted',
    'the word counts only in the spec of the callee',
    {
      calls: ['ledger'],
      accepts: ['shop/web'],
    },
  ),
  {
    name: "takes /login on another team's host",
    why: 'people would type their passwords there',
    async run(estate) {
      estate.put('apps/ledger/app.ts', { ...spec, team: 'finance', expose: { host: 'bank' } })
      login(estate)
      await estate.refuses('host-unaccepted')
    },
  },
  {
    name: "takes /login on the host of another team's app that it may call",
    why: 'people would type their passwords there; the owner was asked about calls',
    async run(estate) {
      estate.put('apps/ledger/app.ts', { ...spec, team: 'finance', expose: { host: 'bank' }, accepts: ['shop/web'] })
      login(estate)
      await estate.refuses('host-unaccepted')
    },
  },
  words(
    "answers at Argo CD's own address",
    'host-reserved',
    'people would type the password of the deployer at a page of somebody else',
    { expose: { host: 'argocd' } },
  ),
  words("names another team's secret", 'secret-foreign', "others' secrets", {
    secrets: { DB_URL: 'finance/ledger/db#url' },
  }),
] satisfies readonly Attack[]
