import { defineFleet } from '@slipway/fleet'

export default defineFleet({
  name: 'acme',
  edition: 1,
  repository: { url: 'https://git.acme.example/slipway.git', branch: 'main' },
  email: 'platform@acme.example',
  environments: ['dev', 'prod'],
  teams: {
    shop: {
      owners: ['@acme/shop'],
      group: 'acme:shop',
      slack: '#shop',
      quota: { cpu: '100', memory: '200Gi', pods: 100 },
    },
  },
})
