import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { argoIgnore } from './argo-ignore.ts'

const ignore = 'spec.template.spec.ignoreDifferences'

table(argoIgnore, [
  {
    name: 'nothing',
    change: set('applicationset-shop', ignore, undefined),
    alone: true,
    says: [
      `applicationset-shop ${ignore}: nothing of the weights; .spec.http[].route[].weight of VirtualServices`,
      `applicationset-shop ${ignore}: nothing of the route "header"; each managed route, by name`,
    ],
  },
  {
    name: 'not the managed route',
    change: set('applicationset-shop', `${ignore}[0].jqPathExpressions[1]`, undefined),
    says: [`applicationset-shop ${ignore}: nothing of the route "header"; each managed route, by name`],
  },
  { name: 'where there is no canary', change: set('applicationset-finance', ignore, undefined), says: [] },
])
