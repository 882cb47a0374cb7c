import { defineApp } from '@slipway/spec'

export default defineApp({
  kind: 'http',
  team: 'shop',
  port: 8080,
  health: { ready: '/readyz', live: '/healthz' },
  cpu: '250m',
  memory: '256Mi',
  scale: { min: 2, max: 20, on: { cpu: 70 } },
  expose: { host: 'shop', path: '/' },
  sticky: { cookie: '1h' },
  calls: ['catalog', 'orders'],
  release: { canary: [5, 25, 50], hold: '2m', slo: { errors: '1%', p95: '300ms' } },
  in: { dev: { scale: 1 }, prod: { scale: { min: 4, max: 60 } } },
})
