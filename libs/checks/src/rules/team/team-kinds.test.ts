import { table } from '../../../test/case.ts'
import { add } from '../../../test/fixture.ts'
import { object } from '../../../test/fixture-app.ts'
import { teamKinds } from './team-kinds.ts'

table(teamKinds, [
  {
    name: 'an Ingress',
    change: add('shop/web', object('networking.k8s.io/v1', 'Ingress', 'shop', 'web', { spec: {} })),
    says: [
      'ingress-web kind: Ingress "web" of networking.k8s.io, which the AppProject shop refuses; a kind that the team shop may use, or its own Namespace',
    ],
    alone: true,
  },
  {
    name: 'rights in the whole cluster',
    change: add('shop/web', object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', '', 'web', { subjects: [] })),
    says: [
      'clusterrolebinding-web kind: ClusterRoleBinding "web" of rbac.authorization.k8s.io, which the AppProject shop refuses; a kind that the team shop may use, or its own Namespace',
    ],
  },
  {
    name: 'a claim',
    change: add(
      'shop/web',
      object('v1', 'PersistentVolumeClaim', 'shop', 'web', { spec: { accessModes: ['ReadWriteOnce'] } }),
    ),
    says: [],
  },
])
