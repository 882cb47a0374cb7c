import { table } from '../../../test/case.ts'
import { drop, set } from '../../../test/fixture.ts'
import { namespaceGuard } from './namespace-guard.ts'

const labels = 'metadata.labels'
const annotation = 'metadata.annotations."argocd.argoproj.io/sync-options"'

table(namespaceGuard, [
  {
    name: 'none',
    change: drop('namespace-shop'),
    says: ['deployment-queue metadata.namespace: "shop"; a Namespace that is there'],
  },
  {
    name: 'a weaker level',
    change: set('namespace-shop', `${labels}."pod-security.kubernetes.io/enforce"`, 'baseline'),
    says: [`namespace-shop ${labels}."pod-security.kubernetes.io/enforce": "baseline"; "restricted"`],
  },
  {
    name: 'outside of the mesh',
    change: set('namespace-shop', `${labels}.istio-injection`, undefined),
    says: [`namespace-shop ${labels}.istio-injection: nothing; "enabled", or a revision in istio.io/rev`],
  },
  {
    name: 'a revision of the mesh',
    change: (e) =>
      set(
        'namespace-shop',
        `${labels}."istio.io/rev"`,
        '1-31',
      )(set('namespace-shop', `${labels}.istio-injection`, undefined)(e)),
    says: [],
  },
  {
    name: 'one that is pruned',
    change: set('namespace-shop', annotation, 'Delete=confirm'),
    alone: true,
    says: [`namespace-shop ${annotation}: "Delete=confirm"; Prune=false: with the Namespace everything in it would go`],
  },
])
