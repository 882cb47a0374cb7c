import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { analysisCondition } from './analysis-condition.ts'

const here = 'spec.metrics[0].successCondition'
const edit = (condition: string) => set('analysistemplate-web-canary', here, condition)
const guard = 'a guard for an empty result, such as len(result) == 0 || result[0] <= 0.01'

table(analysisCondition, [
  {
    name: 'no guard',
    change: edit('result[0] <= 0.01'),
    says: [`analysistemplate-web-canary ${here}: "result[0] <= 0.01"; ${guard}`],
    alone: true,
  },
  {
    name: 'the guard of a number',
    change: edit('isNaN(result) || result <= 1'),
    says: [
      `analysistemplate-web-canary ${here}: "isNaN(result) || result <= 1"; result[0]: Prometheus answers with a list`,
    ],
  },
  { name: 'a guard', change: edit('len(result) > 0 && result[0] >= 1'), says: [] },
  { name: 'all of them', change: edit('all(result, # < 0.1)'), says: [] },
])
