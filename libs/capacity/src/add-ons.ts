import type { Cluster } from '@slipway/fleet'
import type { Demand } from './demand.ts'

const mebi = 2 ** 20

/** From libs/platform and charts' defaults (2026-09). */
const requests: readonly (readonly [
  name: string,
  cpu: number,
  mebibytes: number,
  pods: (cluster: Cluster) => number,
])[] = [
  ['istiod', 500, 2048, ({ quiet }) => (quiet ? 1 : 2)],
  ['istio-ingress', 250, 256, ({ quiet, zones }) => (quiet ? 1 : 2 * zones.length)],
  [
    'istio-ingress-internal',
    250,
    256,
    ({ quiet, zones, internalDomain }) => (internalDomain === undefined ? 0 : quiet ? 1 : 2 * zones.length),
  ],
  ['prometheus', 500, 2048, () => 1],
  ['keda', 100, 100, ({ quiet }) => (quiet ? 3 : 6)],
  ['metrics-server', 100, 200, ({ quiet }) => (quiet ? 1 : 2)],
  ['coredns', 100, 70, () => 2],
]

/** For its system pool; without one, they run wherever they fit. */
export const addOnDemands = (cluster: Cluster): readonly Demand[] =>
  cluster.nodes.pools.some((p) => p.system)
    ? requests
        .filter(([, , , pods]) => pods(cluster) > 0)
        .map(([app, cpu, mebibytes, pods]) => ({
          app: `add-on ${app}`,
          cpu,
          memory: mebibytes * mebi,
          gpu: 0,
          pods: pods(cluster),
          placement: 'on-demand',
          prefersSpot: false,
          profile: null,
          architectures: null,
          apart: false,
          pinned: false,
          system: true,
        }))
    : []
