import { defineApp } from '@slipway/spec'

export default defineApp({
  kind: 'daemon',
  team: 'shop',
  port: 8080,
  health: { ready: '/readyz', live: '/healthz' },
  cpu: '50m',
  memory: '64Mi',
})
