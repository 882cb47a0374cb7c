import { defineApp } from '@slipway/spec'

export default defineApp({
  kind: 'cron',
  team: 'shop',
  schedule: '30 4 * * *',
  cpu: '100m',
  memory: '128Mi',
  calls: ['store'],
})
