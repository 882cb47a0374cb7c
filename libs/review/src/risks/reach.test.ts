import { expect, it } from 'vitest'
import { inputOf, review } from '../review.ts'

const file = (team: string, app: string, kind = 'ConfigMap', cluster = 'prod-eu') => [
  `clusters/${cluster}/${team}/${app}/${kind.toLowerCase()}-${app}.yaml`,
  `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${app}\n  namespace: ${team}\n`,
]
const tree = (...files: readonly (readonly string[])[]) => new Map(files as [string, string][])
const moved = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>) =>
  review(inputOf(before, after)).risks.flatMap((risk) =>
    risk.code === 'team-changed' ? [[risk.level, risk.data]] : [],
  )

it('an app that moves to another team is told as high', () => {
  const data = [{ app: 'orders', from: 'shop', to: 'finance' }]
  expect(moved(tree(file('shop', 'orders')), tree(file('finance', 'orders')))).toEqual([['high', data]])
  expect(moved(tree(file('shop', 'orders')), tree(file('finance', 'orders', 'Service')))).toEqual([['high', data]])
})

it.each<[string, ReadonlyMap<string, string>, ReadonlyMap<string, string>]>([
  ['is new', tree(), tree(file('finance', 'orders'))],
  ['goes', tree(file('shop', 'orders')), tree()],
  ['has another kind of object', tree(file('shop', 'orders')), tree(file('shop', 'orders', 'Service'))],
  [
    'changes where it is, as each team has a folder of that name',
    tree(file('shop', 'namespace'), file('finance', 'namespace')),
    tree(
      ...['shop', 'finance'].map((team) => {
        const [path = '', text = ''] = file(team, 'namespace')
        return [path, `${text}data: {a: b}\n`]
      }),
    ),
  ],
  [
    'is called like one of another cluster',
    tree(file('shop', 'orders', 'ConfigMap', 'dev')),
    tree(file('finance', 'orders')),
  ],
])('not one that %s', (_, before, after) => {
  expect(moved(before, after)).toEqual([])
})
