import { ifThere, replacing, type Sabotage } from '../shared/kit.ts'
import { stackFile } from './function-app.ts'
import { withoutRoutes } from './own-functions.ts'

const stack = (what: RegExp, by: string) => ifThere(stackFile, replacing(stackFile, what, by))

export const functionSabotages: readonly Sabotage[] = [
  { name: 'not-routed', change: withoutRoutes, noticedBy: 'function-own-answers' },
  {
    name: 'not-throttled',
    change: stack(/^ +DefaultRouteSettings:\n(?: +Throttling\w+: \d+\n)+/m, ''),
    noticedBy: 'function-throttled',
  },
  {
    name: 'nothing-reserved',
    change: stack(/^ +ReservedConcurrentExecutions: .*\n/m, ''),
    noticedBy: 'function-has-its-share',
  },
  {
    name: 'endless',
    change: stack(/^ {6}Timeout: .*$/m, '      Timeout: 300'),
    noticedBy: 'function-ends-in-time',
  },
  {
    name: 'all-at-once',
    change: stack(/^ {4}UpdatePolicy:\n(?: {6}.*\n)+/m, ''),
    noticedBy: 'function-moves-by-steps',
  },
  {
    name: 'nobody-hears',
    change: stack(/^( +AlarmConfiguration:\n(?: {8,}.*\n)*? {8}Enabled: )true$/m, '$1false'),
    noticedBy: 'function-rolls-back',
  },
]
