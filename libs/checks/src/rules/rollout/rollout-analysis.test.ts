import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { rolloutAnalysis } from './rollout-analysis.ts'

const root = 'spec.strategy.canary'
const background = `${root}.analysis`
const args = [{ name: 'service', value: 'web-canary' }]

table(rolloutAnalysis, [
  {
    name: 'a template that is not there',
    change: set('rollout-web', `${background}.templates[0].templateName`, 'web'),
    says: [
      `rollout-web ${background}.templates[0].templateName: "web"; a template of kind AnalysisTemplate that is there`,
    ],
  },
  {
    name: 'no template',
    change: set('rollout-web', `${background}.templates`, []),
    says: [`rollout-web ${background}.templates: nothing; at least one template`],
  },
  {
    name: 'an argument without a value',
    change: set('rollout-web', `${background}.args`, undefined),
    alone: true,
    says: [`rollout-web ${background}.args: no "service"; a value for "service" of web-canary`],
  },
  {
    name: 'a step that never ends',
    change: set('rollout-web', `${root}.steps[3]`, { analysis: { templates: [{ templateName: 'web-canary' }], args } }),
    says: [
      'analysistemplate-web-canary spec.metrics[0].count: nothing; a count, as web runs it as a step: without one it never ends',
    ],
  },
  {
    name: 'a template of the cluster that is not there',
    change: set('rollout-web', `${background}.templates[0].clusterScope`, true),
    says: [
      `rollout-web ${background}.templates[0].templateName: "web-canary"; a template of kind ClusterAnalysisTemplate that is there`,
    ],
  },
])
