import { defineApp } from '@slipway/spec'

export default defineApp({
  kind: 'worker',
  team: 'shop',
  port: 8080,
  health: { ready: '/readyz', live: '/healthz' },
  cpu: '100m',
  memory: '192Mi',
  queue: 'orders',
  needs: { queue: { orders: { work: '2m' } } },
  calls: ['ledger'],
  scale: { min: 1, max: 10, on: { queue: 20 } },
  drain: '30s',
  in: { prod: { scale: { min: 2, max: 30 } } },
})
