import { defineApp } from '@slipway/spec'

export default defineApp({
  kind: 'http',
  team: 'shop',
  port: 8080,
  ports: { grpc: 9000, admin: { port: 9001, protocol: 'http' } },
  health: { ready: { path: '/readyz', port: 'admin' }, live: '/healthz', start: '2m' },
  cpu: '100m',
  memory: '128Mi',
  limits: { cpu: '1' },
  env: { LOG_LEVEL: 'info', NODE: { field: 'spec.nodeName' }, LIMIT: { from: 'memory' } },
  calls: ['store'],
  sends: ['orders'],
  sticky: { clientIP: '60s' },
  scale: { min: 2, max: 10, on: { requestsPerSecond: 50, p95: '300ms' } },
})
