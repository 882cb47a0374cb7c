import { describe, expect, it } from 'vitest'
import { dev, fleet, load, network, pool, pools, prod, team, told, type Files } from '../test/fleet-files.ts'

const cases: [string, Files, ...string[]][] = [
  [
    'an unknown environment',
    { 'clusters/prod.ts': { ...prod, environment: 'prd' } },
    'clusters/prod.ts: environment [unknown-environment] did you mean "prod"?',
  ],
  [
    'what only GitHub has, elsewhere',
    { 'fleet.ts': { ...fleet, repository: { ...fleet.repository, ids: { owner: 1, repository: 2 }, dispatch: true } } },
    'fleet.ts: repository.dispatch [not-on-github] take "dispatch" out, or correct "url"',
    'fleet.ts: repository.ids [not-on-github] take "ids" out, or correct "url"',
  ],
  [
    'an id that is no number',
    {
      'fleet.ts': {
        ...fleet,
        repository: {
          url: 'https://github.com/acme/slipway.git',
          branch: 'main',
          ids: { owner: 'acme', repository: 2 },
        },
      },
    },
    'fleet.ts: repository.ids.owner [invalid-value] correct "repository.ids.owner"',
  ],
  [
    'an environment without a cluster',
    { 'clusters/prod.ts': undefined },
    'fleet.ts: environments [empty-environment] add fleet/clusters/prod.ts or take "prod" out',
  ],
  [
    'two clusters with one domain',
    { 'clusters/prod.ts': { ...prod, domain: dev.domain } },
    'clusters/prod.ts: domain [domain-taken] give each cluster a name of its own below yours',
  ],
  [
    'a line of CODEOWNERS in a text',
    { 'fleet.ts': { ...fleet, name: 'acme', teams: { shop: { ...fleet.teams.shop, slack: '#shop\n* @me' } } } },
    'fleet.ts: teams.shop.slack [control-character] write it on one line',
  ],
  [
    'an environment twice',
    { 'fleet.ts': { ...fleet, environments: ['dev', 'prod', 'dev'] } },
    'fleet.ts: environments[2] [duplicate-name] take one of the two out',
  ],
  [
    'no on-demand pool',
    pools({ ...pool, capacity: 'spot', families: ['m7i', 'm7a'] }),
    'clusters/dev.ts: nodes.pools [no-on-demand-pool] add a pool with capacity "on-demand"',
  ],
  [
    'two pools of one name',
    pools(pool, pool),
    'clusters/dev.ts: nodes.pools[1].name [duplicate-name] rename one of the two',
  ],
  [
    'a misspelt field of a pool',
    pools({ ...pool, famlies: ['m7i'], families: undefined }),
    'clusters/dev.ts: nodes.pools[0].famlies [unknown-field] did you mean "families"?',
  ],
  [
    'a capacity with a space',
    pools({ ...pool, capacity: 'on demand' }),
    'clusters/dev.ts: nodes.pools[0].capacity [invalid-value] did you mean "on-demand"?',
  ],
  [
    'a team with a name of Kubernetes',
    { 'fleet.ts': { ...fleet, teams: { default: team } } },
    'fleet.ts: teams.default [team-name] take another name',
  ],
  [
    'a team with the name of what clusters need',
    { 'fleet.ts': { ...fleet, teams: { platform: team } } },
    'fleet.ts: teams.platform [team-name] take another name',
  ],
  [
    'a team with the name of an environment, whose secrets it would read',
    { 'fleet.ts': { ...fleet, teams: { prod: team } } },
    'fleet.ts: teams.prod [team-name] take another name',
  ],
  [
    "an environment that is another's name and more, whose names in AWS it could take",
    {
      'fleet.ts': { ...fleet, environments: ['dev', 'prod-eu', 'prod'] },
      'clusters/eu.ts': { ...prod, environment: 'prod-eu', domain: 'eu.acme.example' },
    },
    'fleet.ts: environments[1] [environment-name] take another name',
  ],
  [
    'a team in capitals',
    { 'fleet.ts': { ...fleet, teams: { Shop: team } } },
    'fleet.ts: teams.Shop [team-name] take another name',
  ],
  [
    'a Slack channel without #',
    { 'fleet.ts': { ...fleet, teams: { shop: { ...team, slack: 'shop' } } } },
    'fleet.ts: teams.shop.slack [invalid-value] correct "teams.shop.slack"',
  ],
  [
    'pods that are no range',
    { 'clusters/dev.ts': { ...dev, network: { ...network, pods: '100.64.0.0' } } },
    'clusters/dev.ts: network.pods [invalid-value] correct "network.pods"',
  ],
  [
    'pods with an impossible address',
    { 'clusters/dev.ts': { ...dev, network: { ...network, pods: '300.64.0.0/16' } } },
    'clusters/dev.ts: network.pods [invalid-value] correct "network.pods"',
  ],
  [
    'ranges that overlap',
    { 'clusters/dev.ts': { ...dev, network: { ...network, pods: '10.16.128.0/20' } } },
    'clusters/dev.ts: network.pods [network-overlap] move one of the two ranges',
  ],
  [
    'a zone of another region',
    { 'clusters/dev.ts': { ...dev, zones: ['eu-west-1a', 'us-east-1a'] } },
    'clusters/dev.ts: zones[1] [zone-elsewhere] correct the zone or the region',
  ],
  [
    'an account as a number',
    { 'clusters/dev.ts': { ...dev, account: 222233334444 } },
    'clusters/dev.ts: account [invalid-value] write "222233334444", in quotes',
  ],
  [
    'a Kubernetes version as a number',
    { 'clusters/dev.ts': { ...dev, kubernetes: 1.36 } },
    'clusters/dev.ts: kubernetes [invalid-value] write "1.36", in quotes',
  ],
  [
    'a registry with https://',
    { 'clusters/dev.ts': { ...dev, registry: 'https://registry.acme.example' } },
    'clusters/dev.ts: registry [invalid-value] did you mean "registry.acme.example"?',
  ],
  [
    'a cluster file with a bad name',
    { 'clusters/Dev_2.ts': { ...dev, domain: 'dev2.acme.example' } },
    'clusters/Dev_2.ts:  [cluster-name] rename the file: the file is the name',
  ],
  [
    'a cluster as YAML',
    { 'clusters/test.yaml': 'environment: dev' },
    'clusters/test.yaml:  [cluster-file] rename it, or move it elsewhere',
  ],
  [
    'a cluster that throws',
    { 'clusters/dev.ts': 'throw new Error("no")' },
    'clusters/dev.ts:  [does-not-run] correct what the message names',
  ],
  [
    'no fleet file',
    { 'fleet.ts': undefined },
    expect.stringMatching(/^fleet.ts: {2}\[no-fleet\] run it in an estate's root/) as unknown as string,
  ],
  [
    'what a team may, misspelt and malformed',
    {
      'fleet.ts': {
        ...fleet,
        teams: {
          shop: {
            ...team,
            may: { registry: [], registries: ['https://quay.io'], kinds: ['Secret'], addresses: ['10.0.0.0'] },
          },
        },
      },
    },
    'fleet.ts: teams.shop.may.addresses[0] [invalid-value] correct "teams.shop.may.addresses[0]"',
    'fleet.ts: teams.shop.may.kinds[0] [invalid-value] correct "teams.shop.may.kinds[0]"',
    'fleet.ts: teams.shop.may.registries[0] [invalid-value] did you mean "quay.io"?',
    'fleet.ts: teams.shop.may.registry [unknown-field] take "registry" out',
  ],
  [
    'everything at once',
    {
      'fleet.ts': { ...fleet, nam: 'acme', name: undefined, teams: { keda: team } },
      'clusters/dev.ts': { ...dev, region: 'Europe' },
      'clusters/prod.ts': { ...prod, environment: 'prd', wave: 0 },
    },
    'clusters/dev.ts: region [invalid-value] correct "region"',
    'clusters/prod.ts: environment [unknown-environment] did you mean "prod"?',
    'clusters/prod.ts: wave [invalid-value] correct "wave"',
    'fleet.ts: nam [unknown-field] did you mean "name"?',
    'fleet.ts: teams.keda [team-name] take another name',
  ],
]

describe('bad fleet data is told at once, each thing once', () => {
  it.each(cases)('%s', async (_, files, ...lines) => {
    expect(await told(files)).toEqual(lines)
  })
})

describe('a sound fleet', () => {
  it('has its clusters in the order of promotion: environment, wave, name', async () => {
    const more = {
      'clusters/a.ts': { ...prod, wave: 2, domain: 'a.acme.example' },
      'clusters/b.ts': { ...prod, wave: 1, domain: 'b.acme.example' },
      'clusters/c.ts': { ...dev, domain: 'c.acme.example' },
      'clusters/README.md': 'text',
    }
    const loaded = await load(more)
    expect(loaded.ok && loaded.value.clusters.map((c) => c.name)).toEqual(['c', 'dev', 'b', 'prod', 'a'])
  })

  it('may be a copy on a disk of one that is on GitHub', async () => {
    const repository = {
      url: 'file:///srv/estate.git',
      branch: 'main',
      ids: { owner: 1, repository: 2 },
      dispatch: true,
    }
    expect(await load({ 'fleet.ts': { ...fleet, repository } })).toMatchObject({ ok: true, value: { repository } })
  })

  it.each([
    ['in edition 1', 1, ['dev', 'prod'], {}, undefined],
    ['in the first environment', 2, ['prod', 'dev'], {}, undefined],
    ['later in edition 2', 2, ['dev', 'prod'], {}, '25%'],
    ['by its own word', 2, ['dev', 'prod'], { onDemandShare: 'none' }, undefined],
    ['where spot is overflow', 2, ['dev', 'prod'], { spot: 'overflow' }, undefined],
  ] as const)('an on-demand base %s', async (_, edition, environments, more, share) => {
    const spot = { name: 'spot', capacity: 'spot', families: ['m7i', 'm6i'], cpu: 64, memory: '256Gi', weight: 5 }
    const nodes = { ...prod.nodes, pools: [pool, spot], ...more }
    const loaded = await load({
      'fleet.ts': { ...fleet, edition, environments },
      'clusters/prod.ts': {
        ...prod,
        nodes: 'spot' in more ? { ...nodes, pools: [{ ...pool, weight: 20 }, spot] } : nodes,
      },
    })
    const found = loaded.ok ? loaded.value.clusters.find((c) => c.name === 'prod')?.nodes : undefined
    expect(loaded.ok).toBe(true)
    expect(found?.onDemandShare).toBe(share)
    expect(found?.pools.at(-1)?.fallback).toBe(share === undefined ? undefined : true)
  })

  it('has defaults where it says nothing', async () => {
    const loaded = await load({})
    const [first] = loaded.ok ? loaded.value.clusters : []
    expect(first).toMatchObject({
      wave: 1,
      quiet: false,
      nodes: { pools: [{ system: false, weight: 10, architectures: ['amd64'] }] },
    })
    expect(loaded.ok && loaded.value.edition).toBe(1)
  })
})
