import type { KubeObject } from '@slipway/core'
import { describe, expect, it } from 'vitest'
import { toTemplate } from './template.ts'

const object = (name: string, spec: unknown) =>
  ({ apiVersion: 'v1', kind: 'Thing', metadata: { name }, spec }) as unknown as KubeObject

describe('toTemplate', () => {
  it('names what differs in value, and says once what is the same', () => {
    const { objects, values } = toTemplate(
      new Map([
        ['dev', [object('a', { size: 1, list: [{ x: 'y', z: 0 }] })]],
        ['prod', [object('a', { size: 2, list: [{ x: 'z', z: 0 }] })]],
      ]),
    )
    expect(objects).toEqual([{ id: 'thing-a', object: object('a', { size: '@@v0@@', list: [{ x: '@@v1@@', z: 0 }] }) }])
    expect(Object.fromEntries(values)).toEqual({
      dev: { environment: 'dev', v0: 1, v1: 'y' },
      prod: { environment: 'prod', v0: 2, v1: 'z' },
    })
  })
  it.each<[string, readonly KubeObject[], readonly KubeObject[]]>([
    ['another number of members', [object('a', [1])], [object('a', [1, 2])]],
    ['other fields', [object('a', { x: 1 })], [object('a', { y: 1 })]],
    ['another type', [object('a', { x: 1 })], [object('a', { x: '1' })]],
  ])('has an object for each environment where they differ by %s', (_, dev, prod) => {
    expect(
      toTemplate(
        new Map([
          ['dev', dev],
          ['prod', prod],
        ]),
      ).objects,
    ).toEqual([
      { id: 'thing-a', object: dev[0], only: 'dev' },
      { id: 'thing-a', object: prod[0], only: 'prod' },
    ])
  })
  it('has what only one environment has for that one', () => {
    const { objects } = toTemplate(
      new Map([
        ['dev', []],
        ['prod', [object('a', 1)]],
      ]),
    )
    expect(objects).toEqual([{ id: 'thing-a', object: object('a', 1), only: 'prod' }])
  })
})
