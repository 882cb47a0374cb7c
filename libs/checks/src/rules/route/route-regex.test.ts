import { describe, expect, it } from 'vitest'
import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { regexProblem, routeRegex } from './route-regex.ts'

const cookie = 'spec.http[0].match[0].withoutHeaders.cookie.regex'
const header = 'spec.strategy.canary.steps[1].setHeaderRoute.match[0].headerValue'

table(routeRegex, [
  {
    name: 'a lookahead',
    change: set('virtualservice-web', cookie, '(?!x).*'),
    alone: true,
    says: [`virtualservice-web ${cookie}: "(?!x).*"; an RE2 regex: no lookahead or lookbehind`],
  },
  {
    name: "a canary step's",
    change: set('rollout-web', header, { regex: '(a)\\1' }),
    says: [`rollout-web ${header}.regex: "(a)\\\\1"; an RE2 regex: no reference to a group`],
  },
])

describe('regexProblem', () => {
  it.each([
    ['(?:^|.*;\\s*)x-bucket=(?:e[0-9a-f]|f[0-9a-f])[0-9a-f]{2}(?:;.*|$)', undefined],
    ['(?i)yes', undefined],
    ['(?P<id>\\d+)', undefined],
    ['\\pL+', undefined],
    ['a\\\\1', undefined],
    ['\\.\\-\\/', undefined],
    ['(?<=a)b', 'no lookahead or lookbehind'],
    ['(?>a)', 'no atomic group'],
    ['\\k<id>', 'no reference to a group'],
    ['\\y', 'only escapes that RE2 knows'],
    ['a{1,1001}', 'at most 1000 repetitions'],
    ['a{2}', undefined],
    ['(a', 'a regex (/(a/: Unterminated group)'],
    ['a++', 'a regex (/a++/: Nothing to repeat)'],
  ])('%s', (regex, problem) => {
    expect(regexProblem(regex)).toBe(problem)
  })
})
