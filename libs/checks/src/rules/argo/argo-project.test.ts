import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { argoProject } from './argo-project.ts'

const t = 'spec.template.spec'

table(argoProject, [
  {
    name: 'a templated one',
    change: set('applicationset-shop', `${t}.project`, '{{.path.basename}}'),
    says: [`applicationset-shop ${t}.project: "{{.path.basename}}"; a project in so many words`],
  },
  {
    name: 'one that is not there',
    change: set('root', 'spec.project', 'default'),
    says: ['root spec.project: "default"; an AppProject that is there'],
    alone: true,
  },
  {
    name: 'a repository that it may not read',
    change: set('root', 'spec.source.repoURL', 'https://git.example/evil.git'),
    says: [
      'root spec.source.repoURL: "https://git.example/evil.git"; a repository of the project: https://git.example/acme/slipway.git',
    ],
  },
  {
    name: 'a namespace that it may not write to',
    change: set('applicationset-shop', `${t}.destination.namespace`, 'finance'),
    says: [
      `applicationset-shop ${t}.destination: {"server":"https://kubernetes.default.svc","namespace":"finance"}; ` +
        `a destination of the project shop`,
    ],
  },
])
