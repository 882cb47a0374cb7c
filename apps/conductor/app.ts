import { defineApp } from '@slipway/spec'

export default defineApp({
  kind: 'stateful',
  team: 'finance',
  port: 7000,
  protocol: 'tcp',
  health: { ready: { tcp: 'main' }, live: { tcp: 'main' } },
  cpu: '50m',
  memory: '96Mi',
  scale: 3,
  peers: true,
  readyFor: '10s',
  volumes: { '/data': '1Gi' },
  env: { INITIAL_MEMBERS: '3' },
  in: { prod: { apart: 'host' } },
})
