import { defineFleet } from '@slipway/fleet'

export default defineFleet({
  name: 'acme',
  edition: 2,
  repository: {
    url: 'https://github.com/acme/slipway.git',
    branch: 'main',
    ids: { owner: 1234567, repository: 987654321 }, // gh api repos/acme/slipway --jq '{owner: .owner.id, repository: .id}'
    dispatch: true,
  },
  email: 'platform@acme.example',
  environments: ['dev', 'staging', 'prod'],
  owners: ['@acme/platform'],
  approvers: { staging: ['@acme/release', '@acme/platform'], prod: ['@acme/release', '@acme/platform'] },
  teams: {
    shop: {
      owners: ['@acme/shop'],
      group: 'acme:shop',
      slack: '#shop',
      quota: { cpu: '200', memory: '400Gi', pods: 500 },
    },
    finance: {
      owners: ['@acme/finance'],
      group: 'acme:finance',
      slack: '#finance',
      quota: { cpu: '60', memory: '120Gi', pods: 150 },
    },
  },
})
