import { defineApp } from '@slipway/spec'

export default defineApp({
  kind: 'stateful',
  team: 'shop',
  port: 5432,
  protocol: 'tcp',
  metrics: false,
  health: { ready: { command: ['pg_isready'] }, live: { tcp: 'main' } },
  cpu: '500m',
  memory: '1Gi',
  volumes: { '/data': '10Gi' },
})
