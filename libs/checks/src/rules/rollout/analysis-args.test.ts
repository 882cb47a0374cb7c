import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { analysisArgs } from './analysis-args.ts'

const query = 'spec.metrics[0].provider.prometheus.query'

table(analysisArgs, [
  {
    name: 'one that is not declared',
    change: set('analysistemplate-web-canary', query, 'up{app="{{args.app}}"}'),
    alone: true,
    says: [`analysistemplate-web-canary ${query}: {{args.app}}; an argument of spec.args`],
  },
  {
    name: 'one declared twice',
    change: set('analysistemplate-web-canary', 'spec.args[2]', { name: 'limit', value: '1' }),
    says: ['analysistemplate-web-canary spec.args[2].name: "limit"; each argument once'],
  },
])
