import { stringify } from 'yaml'
import { expect, test } from 'vitest'
import { karpenterSettings } from './karpenter-settings.ts'

const application = (settings: unknown) => stringify({ spec: { source: { helm: { valuesObject: { settings } } } } })

test.each([
  ['no chart', undefined, {}],
  ['what is about AWS', application({ clusterName: 'prod', interruptionQueue: 'q' }), {}],
  ['how preferences are taken', application({ preferencePolicy: 'Ignore' }), { PREFERENCE_POLICY: 'Ignore' }],
  [
    'feature gates',
    application({ featureGates: { spotToSpotConsolidation: true, nodeRepair: false } }),
    { FEATURE_GATES: 'SpotToSpotConsolidation=true,NodeRepair=false' },
  ],
])('%s', (_, text, variables) => {
  expect(karpenterSettings(text)).toEqual(variables)
})
