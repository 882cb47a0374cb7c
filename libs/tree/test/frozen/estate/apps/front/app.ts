import { defineApp } from '@slipway/spec'

export default defineApp({
  kind: 'http',
  team: 'shop',
  port: 8080,
  health: { ready: '/readyz', live: '/healthz' },
  cpu: '250m',
  memory: '256Mi',
  expose: { host: 'shop', path: ['/', '/help'] },
  sticky: { cookie: '1h' },
  calls: ['basket', { host: 'api.example.com' }],
  files: { '/etc/front/rules.json': 'config/rules.json' },
  secrets: { API_KEY: 'front/api#key', DB_URL: 'front/db#url@7' },
  scale: { min: 2, max: 9, on: { cpu: 70 } },
  release: { canary: [5, 25, 50], hold: '2m', slo: { errors: '1%', p95: '300ms' } },
  in: { dev: { scale: 1, release: 'rolling' } },
})
