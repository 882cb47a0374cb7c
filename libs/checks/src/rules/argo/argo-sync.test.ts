import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { argoSync } from './argo-sync.ts'

const options = 'spec.template.spec.syncPolicy.syncOptions'
const annotation = 'metadata.annotations."argocd.argoproj.io/sync-options"'

table(argoSync, [
  {
    name: 'the option that freezes',
    change: set('applicationset-shop', `${options}[1]`, 'RespectIgnoreDifferences=true'),
    alone: true,
    says: [
      `applicationset-shop ${options}[1]: "RespectIgnoreDifferences=true"; no RespectIgnoreDifferences: it freezes VirtualServices (M1)`,
    ],
  },
  {
    name: 'on one object',
    change: set('configmap-web-config', annotation, 'Prune=false,PruneLast=true'),
    says: [
      `configmap-web-config ${annotation}: "PruneLast=true"; no PruneLast: it holds a sync open for the whole canary (M2)`,
    ],
  },
  {
    name: 'last of all what carries requests',
    change: (files) =>
      set('service-web-canary', annotation, 'PruneLast=true')(set('rollout-web', annotation, 'PruneLast=true')(files)),
    says: [],
  },
  {
    name: 'last of all the Service that stays',
    change: set('service-web', annotation, 'PruneLast=true'),
    says: [`service-web ${annotation}: "PruneLast=true"; no PruneLast: it holds a sync open for the whole canary (M2)`],
  },
  {
    name: 'options that do no harm',
    change: set('configmap-web-config', annotation, 'Prune=false,Delete=false'),
    says: [],
  },
  {
    name: 'an option of nobody',
    change: set('applicationset-shop', `${options}[0]`, 'ApplyOutOfSyncOnly=yes'),
    says: [
      `applicationset-shop ${options}[0]: "ApplyOutOfSyncOnly=yes"; an option that Argo CD knows: it passes over others`,
    ],
  },
  {
    name: 'replacing',
    change: set('root', 'spec.syncPolicy', { syncOptions: ['Replace=true'] }),
    says: ['root spec.syncPolicy.syncOptions[0]: "Replace=true"; no Replace: it deletes what it cannot replace'],
  },
])
