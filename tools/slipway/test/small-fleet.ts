const pool = {
  name: 'base',
  capacity: 'on-demand',
  families: ['m7i'],
  architectures: ['amd64'],
  cpu: 64,
  memory: '256Gi',
  weight: 10,
  system: false,
}
/** As much of a fleet as `check` asks of one: one cluster, one team. */
export const fleet = {
  environments: ['dev'],
  teams: new Map([['shop', {}]]),
  clusters: [
    {
      name: 'dev',
      environment: 'dev',
      account: '111122223333',
      region: 'eu-central-1',
      registry: 'registry.example',
      network: { vpc: '10.0.0.0/16', pods: '100.64.0.0/16', services: '172.20.0.0/16' },
      nodes: { scaler: 'karpenter', pools: [pool] },
    },
  ],
  repository: {},
}
