import { describe, expect, it } from 'vitest'
import { membersOf, othersIn, placed, podOf } from './mesh-member.ts'

const app = { team: 'shop', name: 'cart', folder: 'clusters/dev/shop/cart', application: 'shop-cart' }
const json = (value: unknown) => JSON.stringify(value)
const template = {
  metadata: { labels: { 'app.kubernetes.io/name': 'cart', 'calls.slipway.dev/catalog': 'true' } },
  spec: { serviceAccountName: 'cart', containers: [{ ports: [{ containerPort: 8080 }] }] },
}
const workload = (kind: string, spec: unknown) => json({ apiVersion: 'x/v1', kind, metadata: { name: 'cart' }, spec })
const service = json({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'cart' } })
const policy = (principal: string) =>
  json({
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name: 'p' },
    spec: { rules: [{ from: [{ source: { principals: [principal] } }] }] },
  })

describe('membersOf', () => {
  it.each([
    [
      'a service',
      [
        ['rollout-cart', workload('Rollout', { template })],
        ['service-cart', service],
      ],
      [{ port: 8080, host: 'cart.shop.svc.cluster.local', calls: ['catalog'] }],
    ],
    [
      'a worker, whom nobody calls',
      [['deployment-cart', workload('Deployment', { template })]],
      [{ host: undefined, calls: ['catalog'] }],
    ],
    [
      'a cron job',
      [['cronjob-cart', workload('CronJob', { jobTemplate: { spec: { template } } })]],
      [{ serviceAccount: 'cart', namespace: 'shop' }],
    ],
    ['what has no pods', [['service-cart', service]], []],
  ] as const)('%s', (_, files, wanted) =>
    expect(membersOf(new Map(files.map(([name, text]) => [`${app.folder}/${name}.yaml`, text])), [app])).toMatchObject(
      wanted,
    ),
  )
})

describe('othersIn', () => {
  const members = membersOf(new Map([[`${app.folder}/rollout-cart.yaml`, workload('Rollout', { template })]]), [app])
  it.each([
    [
      'the gateway',
      'cluster.local/ns/istio-ingress/sa/gateway',
      [{ namespace: 'istio-ingress', serviceAccount: 'gateway' }],
    ],
    ['no app', 'cluster.local/ns/shop/sa/cart', []],
    ['no pattern', '*', []],
  ])('%s', (_, principal, wanted) =>
    expect(
      othersIn(new Map([['clusters/dev/shop/cart/authorizationpolicy-p.yaml', policy(principal)]]), 'dev', members),
    ).toEqual(wanted),
  )
})

describe('placed', () => {
  const member = {
    name: 'cart',
    namespace: 'shop',
    serviceAccount: 'cart',
    labels: {},
    port: 8080,
    host: 'h',
    calls: [],
    outside: [],
    more: [],
    containerPorts: [{ name: 'http', containerPort: 8080 }],
    bytes: [],
  }
  it('is about the pod and no other', () => {
    const { labels } = (
      placed(member, { address: '10.0.0.1', app: '127.0.1.1' }).spec as { workloadSelector: { labels: object } }
    ).workloadSelector
    expect(podOf(member).metadata.labels).toMatchObject(labels)
  })
})
