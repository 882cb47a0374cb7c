import { expect, test } from 'vitest'
import { userActions, actionsFor } from './user-action.ts'
import { promotes } from '../../test/sample-recordings.ts'

const recording = {
  commits: [{ at: 5, sha: '0123456789', subject: 'bump', files: 2 }],
  events: [
    { at: 9, kind: 'hand', text: 'kubectl scale', app: 'shop/mail' },
    { at: 2, kind: 'node', text: 'node a drained' },
    { at: 5, kind: 'commit', text: '0123456 bump' },
    { at: 6, kind: 'share', text: 'canary at 5 %', app: 'shop/catalog' },
  ],
} as const

test('commits, hands and nodes, numbered in the order of time; what the controllers did is none', () => {
  expect(userActions(recording)).toEqual([
    { number: 1, at: 2, kind: 'node', text: 'node a drained' },
    { number: 2, at: 5, kind: 'commit', text: 'bump', sha: '0123456' },
    { number: 3, at: 9, kind: 'hand', text: 'kubectl scale', app: 'shop/mail' },
  ])
})

test('an app sees what is about it or about all', () => {
  expect(actionsFor(userActions(recording), 'shop/catalog').map((d) => d.number)).toEqual([1, 2])
  expect(actionsFor(userActions(recording), 'shop/mail').map((d) => d.number)).toEqual([1, 2, 3])
})

test('a commit that is also an event counts once', () => expect(userActions(promotes)).toHaveLength(1))
