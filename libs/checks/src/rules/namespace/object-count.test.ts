import { teamName } from '@slipway/core'
import { exampleTeam } from '@slipway/fleet/example'
import { expect, it } from 'vitest'
import { table } from '../../../test/case.ts'
import { object } from '../../../test/fixture-app.ts'
import { add, all, set, type Change } from '../../../test/fixture.ts'
import { containerDefaults, countedKinds, mostObjects, mostTeamRules } from '@slipway/model'
import { objectCount } from './object-count.ts'

const many = (count: number, kind: string, apiVersion: string, spec: object): Change =>
  all(...Array.from({ length: count }, (_, i) => add('shop/web', object(apiVersion, kind, 'shop', `n${i}`, { spec }))))
const rules = (count: number) => Array.from({ length: count }, (_, i) => ({ record: `shop:n${i}`, expr: 'vector(1)' }))

table(objectCount, [
  {
    name: 'more ServiceEntries than a mesh should hold',
    change: many(2000, 'ServiceEntry', 'networking.istio.io/v1', {}),
    says: [
      'resourcequota-shop spec.hard: 2001; at most 2000 objects of the kind ServiceEntry of the team shop in a cluster',
    ],
  },
  {
    name: 'more limits than anybody needs',
    change: many(2001, 'LimitRange', 'v1', { limits: containerDefaults }),
    says: [
      'resourcequota-shop spec.hard: 2001; at most 2000 objects of the kind LimitRange of the team shop in a cluster',
    ],
    alone: true,
  },
  { name: 'as many as it may', change: many(1999, 'ServiceEntry', 'networking.istio.io/v1', {}), says: [] },
  {
    name: 'jobs that a CronJob keeps',
    change: set('cronjob-report', 'spec.successfulJobsHistoryLimit', 1999),
    says: [
      'resourcequota-finance spec.hard: 2001; at most 2000 objects of the kind Job of the team finance in a cluster',
    ],
  },
  {
    name: 'rules of Prometheus in a few objects',
    change: many(11, 'PrometheusRule', 'monitoring.coreos.com/v1', { groups: [{ name: 'a', rules: rules(1000) }] }),
    says: ['resourcequota-shop spec.hard: 11000; at most 10000 rules of Prometheus of the team shop in a cluster'],
  },
  {
    name: 'volumes of a set that grows',
    change: all(
      set('statefulset-ledger', 'spec.replicas', 2001),
      set('statefulset-ledger', 'spec.volumeClaimTemplates', [{ metadata: { name: 'data' }, spec: {} }]),
    ),
    says: [
      'resourcequota-finance spec.hard: 2001; at most 2000 objects of the kind PersistentVolumeClaim of the team finance in a cluster',
    ],
  },
])

it('counts by the word of the fleet, and versions of before five times', () => {
  const team = { ...exampleTeam(teamName('shop')), quota: { cpu: '1', memory: '1Gi', pods: 1, objects: 300 } }
  expect([mostObjects(team, 'Service'), mostObjects(team, 'ConfigMap'), mostTeamRules(team)]).toEqual([300, 1500, 1500])
  expect(mostObjects(exampleTeam(teamName('shop')), 'Service')).toBe(2000)
  // A CRD's name would be one with a dot in its last part.
  for (const resource of Object.values(countedKinds))
    expect(resource).toMatch(/^[a-z]+(\.(apps|autoscaling|batch|policy|networking\.k8s\.io))?$/)
})
