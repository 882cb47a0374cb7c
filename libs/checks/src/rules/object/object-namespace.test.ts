import { table } from '../../../test/case.ts'
import { all, set } from '../../../test/fixture.ts'
import { objectNamespace } from './object-namespace.ts'

table(objectNamespace, [
  {
    name: 'none in a team',
    change: set('resourcequota-shop', 'metadata.namespace', undefined),
    alone: true,
    says: ['resourcequota-shop metadata.namespace: nothing; the team of its path, "shop"'],
  },
  {
    name: "another team's",
    change: set('resourcequota-shop', 'metadata.namespace', 'finance'),
    says: ['resourcequota-shop metadata.namespace: "finance"; the team of its path, "shop"'],
  },
  {
    name: 'none, or default, in the platform',
    change: all(set('gateway-public', 'metadata.namespace', undefined), set('root', 'metadata.namespace', 'default')),
    says: [
      'gateway-public metadata.namespace: nothing; a namespace in so many words, other than "default"',
      'root metadata.namespace: "default"; a namespace in so many words, other than "default"',
    ],
  },
  {
    name: 'one where none belongs',
    change: set('priorityclass-standard', 'metadata.namespace', 'shop'),
    says: ['priorityclass-standard metadata.namespace: "shop"; nothing: a PriorityClass belongs to the whole cluster'],
  },
  {
    name: "a Namespace of another team's name",
    change: set('namespace-shop', 'metadata.name', 'shops'),
    says: ['namespace-shop metadata.name: "shops"; the team\'s own name, "shop"'],
  },
])
