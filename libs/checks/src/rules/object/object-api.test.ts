import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { objectApi } from './object-api.ts'

table(objectApi, [
  {
    name: 'a version that is gone',
    change: set('poddisruptionbudget-web', 'apiVersion', 'policy/v1beta1'),
    alone: true,
    says: ['poddisruptionbudget-web apiVersion: "policy/v1beta1"; policy/v1'],
  },
  {
    name: "Istio's old version",
    change: set('sidecar-web', 'apiVersion', 'networking.istio.io/v1beta1'),
    says: ['sidecar-web apiVersion: "networking.istio.io/v1beta1"; networking.istio.io/v1'],
  },
  {
    name: 'a kind of nobody',
    change: set('clusterissuer-letsencrypt', 'kind', 'ClusterIsuer'),
    says: ['clusterissuer-letsencrypt kind: "ClusterIsuer"; a kind that we know'],
  },
  {
    name: 'a kind of nobody, of which team-kinds says more',
    change: set('service-queue', 'kind', 'Servce'),
    says: [],
  },
])
