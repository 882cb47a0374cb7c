import { issue } from '@slipway/core'
import { describe, expect, it } from 'vitest'
import { withoutFollowOn, withoutWholes } from './follow-on.ts'

const of = (code: string, at: string, file = 'fleet/fleet.ts') => issue(file, at, code, 'x', 'y', 'z')

describe('what rules say', () => {
  it.each<[string, [code: string, at: string], [code: string, at: string], boolean]>([
    [
      'of all that the capability has not, with an unknown word for it',
      ['managed-argo-cd', 'signOn.argocd'],
      ['invalid-value', 'argocd'],
      false,
    ],
    [
      'of no Identity Center, with a wrong word in it',
      ['managed-argo-cd', 'identityCenter'],
      ['unknown-field', 'identityCenter.regoin'],
      false,
    ],
    [
      'of teams, with a wrong word in Identity Center',
      ['managed-argo-cd', 'teams.a.group'],
      ['unknown-field', 'identityCenter.regoin'],
      true,
    ],
    [
      'of a receiver that a wrong word hides',
      ['unknown-receiver', 'paging.routes[0].to[0]'],
      ['unknown-field', 'paging.receivers.a.x'],
      false,
    ],
    [
      'of a receiver whose route a wrong word hides',
      ['idle-receiver', 'paging.receivers.a'],
      ['invalid-value', 'paging.routes[0].to'],
      false,
    ],
    ...(['logging', 'tracing'] as const).flatMap((signal): [string, [string, string], [string, string], boolean][] => [
      [
        `of no address of ${signal}, with a wrong one`,
        ['store-address', `${signal}.address`],
        ['invalid-value', `${signal}.address`],
        false,
      ],
      [
        `of no address of ${signal}, to nobody knows what`,
        ['store-address', `${signal}.address`],
        ['invalid-value', `${signal}.to`],
        false,
      ],
      [
        `of no address of ${signal}, with a wrong share`,
        ['store-address', `${signal}.address`],
        ['invalid-value', `${signal}.sample`],
        true,
      ],
    ]),
    ['beside an error elsewhere', ['unknown-receiver', 'paging.routes[0].to[0]'], ['invalid-value', 'email'], true],
  ])('%s', (_, [code, at], [wrong, where], isTold) => {
    expect(withoutFollowOn([of(wrong, where)], [of(code, at)])).toHaveLength(isTold ? 1 : 0)
  })
})

it('tells an unknown field once, and not the object that lacks what it was meant to be', () => {
  const unknown = of('unknown-field', 'paging.receivers.a.emial')
  expect(withoutWholes([of('invalid-value', 'paging.receivers.a'), unknown])).toEqual([unknown])
  const other = of('invalid-value', 'paging.receivers.b')
  expect(withoutWholes([other, unknown])).toEqual([other, unknown])
})
