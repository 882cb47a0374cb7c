import { defineCluster } from '@slipway/fleet'

export default defineCluster({
  environment: 'staging',
  wave: 1,
  account: '333344445555',
  region: 'eu-west-1',
  zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
  kubernetes: '1.35',
  registry: '111122223333.dkr.ecr.eu-west-1.amazonaws.com',
  domain: 'staging.acme.example',
  network: { vpc: '10.24.0.0/16', pods: '100.64.0.0/16', services: '172.20.0.0/16' },
  nodes: {
    scaler: 'karpenter',
    role: 'slipway-staging-node',
    pools: [
      { name: 'system', capacity: 'on-demand', families: ['m7i', 'm7a'], cpu: 64, memory: '256Gi', system: true },
      { name: 'on-demand', capacity: 'on-demand', families: ['m7i', 'm7a', 'm6i'], cpu: 64, memory: '256Gi' },
      {
        name: 'spot',
        capacity: 'spot',
        families: ['m7i', 'm7a', 'm6i', 'm6a', 'c7i', 'r7i'],
        cpu: 256,
        memory: '1024Gi',
        weight: 50,
      },
    ],
  },
})
