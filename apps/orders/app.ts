import { defineApp } from '@slipway/spec'

export default defineApp({
  kind: 'http',
  team: 'shop',
  port: 8080,
  health: { ready: '/readyz', live: '/healthz' },
  cpu: '250m',
  memory: '256Mi',
  scale: { min: 2, max: 12, on: { cpu: 70, p95: '250ms' } },
  sticky: { clientIP: '60s' },
  calls: ['ledger', { host: 'api.stripe.com' }],
  sends: ['orders'],
  migrate: { command: ['/nodejs/bin/node', 'apps/orders/src/migrate.ts'], timeout: '5m' },
  secrets: { STRIPE_KEY: 'orders/stripe#key' },
  in: { dev: { scale: 1 }, prod: { scale: { min: 3, max: 40 } } },
})
