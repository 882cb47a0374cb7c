import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { argoSource } from './argo-source.ts'

const git = 'spec.generators[0].git'
const chart = (targetRevision: string) =>
  set('root', 'spec.source', { repoURL: 'https://charts.example', chart: 'istiod', targetRevision })

table(argoSource, [
  {
    name: 'HEAD',
    change: set('root', 'spec.source.targetRevision', 'HEAD'),
    says: ['root spec.source.targetRevision: "HEAD"; the branch of fleet/fleet.ts, refs/heads/main'],
    alone: true,
  },
  {
    name: 'a folder that is not there',
    change: set('root', 'spec.source.path', 'argocd/prd'),
    says: ['root spec.source.path: "argocd/prd"; a folder of the tree'],
    alone: true,
  },
  {
    name: 'folders that are not there',
    change: set('applicationset-shop', `${git}.directories[0].path`, 'clusters/prod/shops/*'),
    says: [`applicationset-shop ${git}.directories[0].path: "clusters/prod/shops/*"; folders of the tree`],
  },
  {
    name: "folders of another repository's",
    change: set('applicationset-shop', `${git}.repoURL`, 'https://git.example/x.git'),
    says: [
      `applicationset-shop ${git}.repoURL: "https://git.example/x.git"; this repository, https://git.example/acme/slipway.git`,
    ],
  },
  {
    name: 'another branch',
    change: set('applicationset-shop', `${git}.revision`, 'HEAD'),
    says: [`applicationset-shop ${git}.revision: "HEAD"; the branch of fleet/fleet.ts, refs/heads/main`],
  },
  {
    name: 'a range of charts',
    change: chart('1.31.*'),
    says: ['root spec.source.targetRevision: "1.31.*"; the exact version of the chart'],
  },
  { name: 'a chart', change: chart('1.31.1'), says: [] },
  {
    name: "another repository's branch",
    change: set('root', 'spec.source', { repoURL: 'https://git.example/x.git', targetRevision: 'main' }),
    says: ['root spec.source.targetRevision: "main"; a tag of a version or a commit'],
  },
  {
    name: "another repository's tag",
    change: set('root', 'spec.source', { repoURL: 'https://git.example/x.git', targetRevision: 'v1.2.3' }),
    says: [],
  },
])
