import { expect, test } from 'vitest'
import { conventionalFacts, conventionalLocation, environmentRank } from './conventions.ts'

test.each([
  ['apps/web/overlays/prod', 'prod', 'web'],
  ['apps/web/overlays/prod-eu', 'prod-eu', 'web'],
  ['overlays/team-a/web', 'team-a', 'web'],
  ['environments/staging/apps/web', 'staging', 'web'],
  ['prod-eu/web', 'prod-eu', 'web'],
  ['kubernetes/web/dev', 'dev', 'web'],
  ['rendered/eu-west-1-prod/web/templates', 'eu-west-1-prod', 'web'],
  ['clusters/prod', 'prod', ''],
  ['apps/web/base', '', ''],
  ['charts/web/templates', '', ''],
  ['test-utils/web', '', ''],
  ['dev-tools', '', ''],
  ['docs/integration-tests', '', ''],
  ['', '', ''],
])('%s', (folder, cluster, app) => {
  expect(conventionalLocation(folder)).toEqual({ cluster, app })
})

test.each([
  ['prod-eu', 'prod', true],
  ['eu-west-1-production', 'production', true],
  ['staging', 'staging', false],
  ['preprod', 'preprod', false],
  ['blue', 'blue', false],
])('%s', (cluster, environment, prod) => {
  expect(conventionalFacts(cluster)).toEqual({ environment, prod })
})

test('environments have the order in which a change goes through them', () => {
  const sorted = ['prod', 'dev', 'staging', 'qa'].toSorted((a, b) => environmentRank(a) - environmentRank(b))
  expect(sorted).toEqual(['dev', 'qa', 'staging', 'prod'])
})
