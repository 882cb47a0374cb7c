import type { KubeObject } from '@slipway/core'
import { addons, type Addon } from '@slipway/platform'
import { expect, it } from 'vitest'
import { reference } from '../reference.ts'
import type { Facts } from '../sheet/sheet.ts'
import { pinIssues } from './pins.ts'

const [cluster] = reference.clusters
if (cluster === undefined) throw new Error('no cluster')
const addon = addons(cluster, reference).find(({ name }) => name === 'metrics-server') as Addon
const image = 'registry.k8s.io/metrics-server/metrics-server'

const factsWith = (tag: string, accounts: readonly string[] = []): Facts => {
  const container = { name: 'main', image: `${image}:${tag}`, requests: [], limits: [] }
  const pod = {
    account: 'a',
    level: 'restricted' as const,
    because: [],
    nodeSelector: {},
    affinity: [],
    tolerations: [],
  }
  const workload = {
    ...pod,
    kind: 'Deployment',
    namespace: 'a',
    name: 'a',
    spread: true,
    budgets: [],
    containers: [container],
  }
  return { objects: [], workloads: [workload], accounts: [...accounts], secretReaders: [], ports: [], monitors: [] }
}

it.each<[string, (tag: string) => Facts, readonly string[]]>([
  ['takes the digest, and changes nothing else', (tag) => factsWith(tag), []],
  ['takes no notice of it', () => factsWith('v1'), [`no digest at ${image}:v1`]],
  ['makes something else of it, too', (tag) => factsWith(tag, ['a/b']), ['other facts with images by digest']],
])('a chart that %s', async (_, comesTo, wanted) => {
  const render = ({ props }: Pick<Addon, 'props'>) =>
    Promise.resolve([{ kind: 'Values', spec: props.values } as unknown as KubeObject])
  const factsIn = ([object]: readonly KubeObject[]) =>
    comesTo((object as unknown as { spec: { image: { tag: string } } }).spec.image.tag)
  const issues = await pinIssues(addon, factsWith('v1'), render, factsIn)
  expect(issues.map(({ code, got }) => [code, got])).toEqual(wanted.map((got) => ['chart-pin', got]))
})
