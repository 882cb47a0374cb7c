import { expect, test } from 'vitest'
import { conventionalFacts, conventionalLocation, environmentRank } from './conventions.ts'

test.each([
  ['apps/web/overlays/prod', 'prod', 'web', true],
  ['apps/web/overlays/prod-eu', 'prod-eu', 'web', true],
  ['overlays/team-a/web', 'team-a', 'web', true],
  ['environments/staging/apps/web', 'staging', 'web', true],
  ['prod-eu/web', 'prod-eu', 'web', true],
  ['kubernetes/web/dev', 'dev', 'web', true],
  ['rendered/eu-west-1-prod/web/templates', 'eu-west-1-prod', 'web', true],
  ['clusters/prod', 'prod', '', undefined],
  ['prod/clusters/prod/web', 'prod', 'web', undefined],
  ['apps/web/base', '', '', undefined],
  ['charts/web/templates', '', '', undefined],
  ['test-utils/web', '', '', undefined],
  ['dev-tools', '', '', undefined],
  ['docs/integration-tests', '', '', undefined],
  ['', '', '', undefined],
])('%s', (folder, cluster, app, isEnvironment) => {
  expect(conventionalLocation(folder)).toEqual({ cluster, app, isEnvironment })
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
