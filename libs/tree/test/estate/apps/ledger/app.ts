import { defineApp } from '@slipway/spec'

export default defineApp({
  kind: 'stateful',
  team: 'finance',
  port: 8080,
  health: { ready: '/readyz', live: '/healthz', start: '2m' },
  cpu: '500m',
  memory: '512Mi',
  accepts: ['shop/orders', 'shop/fulfilment'],
  scale: 1,
  volumes: { '/data': '10Gi' },
  in: { prod: { volumes: { '/data': '100Gi' } } },
})
