import { table } from '../../../test/case.ts'
import { drop, set } from '../../../test/fixture.ts'
import { argoCovers } from './argo-covers.ts'

const path = 'spec.generators[0].git.directories[0].path'

table(argoCovers, [
  {
    name: 'a team that nobody syncs',
    change: drop('applicationset-finance'),
    alone: true,
    says: [
      'statefulset-ledger: clusters/prod/finance/ledger, which no Application syncs; one Application for each folder',
      'cronjob-report: clusters/prod/finance/report, which no Application syncs; one Application for each folder',
      'namespace-finance: clusters/prod/finance/namespace, which no Application syncs; one Application for each folder',
    ],
  },
  {
    name: 'a glob over one folder',
    change: set('applicationset-finance', path, 'clusters/prod/*/ledger'),
    says: [
      'cronjob-report: clusters/prod/finance/report, which no Application syncs; one Application for each folder',
      'namespace-finance: clusters/prod/finance/namespace, which no Application syncs; one Application for each folder',
    ],
  },
  {
    name: "another team's folder, too",
    change: set('applicationset-platform', path, 'clusters/prod/*/*'),
    says: [
      'rollout-web: clusters/prod/shop/web, which "ApplicationSet platform" and "ApplicationSet shop" sync; ' +
        'one Application for each folder',
      'deployment-queue: clusters/prod/shop/queue, which "ApplicationSet platform" and "ApplicationSet shop" sync; ' +
        'one Application for each folder',
      'statefulset-ledger: clusters/prod/finance/ledger, which "ApplicationSet platform" and "ApplicationSet finance" sync; ' +
        'one Application for each folder',
      'cronjob-report: clusters/prod/finance/report, which "ApplicationSet platform" and "ApplicationSet finance" sync; ' +
        'one Application for each folder',
      'namespace-shop: clusters/prod/shop/namespace, which "ApplicationSet platform" and "ApplicationSet shop" sync; ' +
        'one Application for each folder',
      'namespace-finance: clusters/prod/finance/namespace, which "ApplicationSet platform" and "ApplicationSet finance" ' +
        'sync; one Application for each folder',
    ],
  },
])
