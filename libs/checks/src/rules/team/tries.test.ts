import { fileName } from '@slipway/core'
import { itemsOf } from '@slipway/kube'
import { makers, soundRows, tries } from '@slipway/model/tries'
import { describe, expect, it } from 'vitest'
import { apply } from '../../engine/rule.ts'
import { rules } from '../../rules.ts'
import { fleet, good, indexClusters } from '../../../test/fixture.ts'

const [cluster] = fleet.clusters.filter(({ name }) => name === 'prod')
if (cluster === undefined) throw new Error('the fixture has a cluster prod')
const ground = {
  team: 'shop',
  other: 'finance',
  environment: cluster.environment,
  image: `${cluster.registry}/web@sha256:0`,
  queues: `https://sqs.${cluster.region}.amazonaws.com/${cluster.account}/`,
}
const all = tries(ground)
/** Rules that tell some of it already. */
const others = ['network-peer', 'object-namespace', 'pdb-room', 'pod-security', 'secret-literal']
const own = rules.filter(({ code }) => code.startsWith('team-') || others.includes(code))

/** Somebody of the team whom a policy can name. */
const till = {
  path: 'clusters/prod/shop/till/deployment-till.yaml',
  source: 'apps/till/app.ts',
  objects: [makers(ground).deployment({}, {}, { labels: { 'app.kubernetes.io/name': 'till' } })],
}

/** What is told of an object in a team's folder, beside the team's own project: `<code> <place>`. */
const toldOf = (object: (typeof all)[number]['object']) => {
  const project = good().filter(({ path }) => path.endsWith('/appproject-shop.yaml'))
  const file = { path: `clusters/prod/shop/web/${fileName(object)}`, source: 'apps/web/app.ts', objects: [object] }
  const index = indexClusters([...project, file, till], fleet)
  return [...new Set(index.flatMap((cluster) => apply(own, cluster)).map(({ code, at }) => `${code} ${at}`))]
}

describe('what a team might try', () => {
  it('is at least 150 things, each with a name of its own', () => {
    expect(all.length).toBeGreaterThanOrEqual(150)
    expect(new Set(all.map(({ part, name }) => `${part} ${name}`)).size).toBe(all.length)
  })

  it.each(soundRows(ground))('is nothing that passes: %s', (_, object) => {
    expect(toldOf(object)).toEqual([])
  })

  it.each(all.map((one) => [one.part, one.name, one] as const))(
    '%s: %s, for that reason alone',
    (_part, _name, { object, refusal, sound }) => {
      expect(itemsOf({ path: 'a/b', source: '', objects: [object] })).toHaveLength(1)
      expect(toldOf(object)).toContain(`${refusal.code} ${refusal.at}`)
      expect(toldOf(sound)).toEqual([])
    },
  )
})
