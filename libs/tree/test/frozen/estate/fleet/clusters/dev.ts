import { defineCluster } from '@slipway/fleet'

export default defineCluster({
  environment: 'dev',
  account: '111122223333',
  region: 'eu-west-1',
  zones: ['eu-west-1a', 'eu-west-1b'],
  kubernetes: '1.35',
  registry: 'registry.acme.example',
  domain: 'dev.acme.example',
  network: { vpc: '10.16.0.0/16', pods: '100.64.0.0/16', services: '172.20.0.0/16' },
  nodes: {
    scaler: 'karpenter',
    role: 'nodes',
    pools: [
      { name: 'spot', capacity: 'spot', families: ['m7i', 'm7a'], cpu: 200, memory: '800Gi', weight: 20 },
      { name: 'base', capacity: 'on-demand', families: ['m7i'], cpu: 100, memory: '400Gi' },
    ],
  },
  quiet: true,
})
