import { defineApp } from '@slipway/spec'

export default defineApp({
  kind: 'worker',
  team: 'shop',
  port: 8080,
  health: { ready: '/readyz', live: '/healthz' },
  cpu: '100m',
  memory: '128Mi',
  queue: 'orders',
  scale: { min: 0, max: 10, on: { queue: 20 } },
})
