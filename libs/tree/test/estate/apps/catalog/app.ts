import { defineApp } from '@slipway/spec'

export default defineApp({
  kind: 'http',
  team: 'shop',
  port: 8080,
  health: { ready: '/readyz', live: '/healthz' },
  cpu: '200m',
  memory: '192Mi',
  scale: { min: 2, max: 30, on: { requestsPerSecond: 50 } },
  env: { CATALOG_FILE: '/etc/catalog/products.json' },
  files: { '/etc/catalog/products.json': 'config/products.json' },
  release: { canary: [10, 50], hold: '1m', slo: { errors: '0.5%', p95: '200ms' } },
  in: { dev: { scale: 1 }, prod: { scale: { min: 4, max: 80 } } },
})
