import { expect, it } from 'vitest'
import { dashboardChange } from './dashboards.ts'

const board = (...panels: readonly (readonly [title: string, expr: string])[]) =>
  JSON.stringify({ panels: panels.map(([title, expr]) => ({ title, targets: [{ expr }] })) })
const changeOf = (before: unknown, after: unknown) =>
  dashboardChange({ delta: { op: 'set', steps: [], names: [], before, after } })

it.each([
  ['nothing of a panel', board(['a', 'x']), board(['a', 'x']), [], [], []],
  ['another question', board(['a', 'x'], ['b', 'y']), board(['a', 'x'], ['b', 'z']), [], [], ['b']],
  ['one more, one less', board(['a', 'x']), board(['b', 'x']), ['b'], ['a'], []],
  ['a new file', undefined, board(['a', 'x']), ['a'], [], []],
  ['a title that is markup', board(['a', 'x']), board(['<b>@acme/x</b>\n`y`', 'x']), ['b acme x b y'], ['a'], []],
  ['no JSON', 'panels: []', '{', [], [], []],
  ['no list of panels', '{"panels": 3}', '{"panels": {"title": "a"}}', [], [], []],
  [
    'many',
    board(),
    board(...'abcdefgh'.split('').map((title) => [title, 'x'] as const)),
    ['a', 'b', 'c', 'd', 'e'],
    [],
    [],
  ],
])('%s', (_, before, after, added, removed, changed) => {
  expect(changeOf(before, after)).toEqual({ added, removed, changed })
})
