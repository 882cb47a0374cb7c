import { defineApp } from '@slipway/spec'

export default defineApp({
  kind: 'function',
  team: 'shop',
  memory: '256Mi',
  timeout: '5s',
  concurrency: { reserved: 20 },
  expose: { host: 'postage' },
  throttle: { rate: 50, burst: 100 },
  slo: { errors: '1%', p95: '300ms' },
  release: { canary: [10], hold: '5m', slo: { errors: '1%', p95: '300ms' } },
  in: { dev: { concurrency: { reserved: 5 } }, prod: { concurrency: { reserved: 50 } } },
})
