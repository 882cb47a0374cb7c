import { describe, expect, it } from 'vitest'
import { locate } from './locate.ts'

describe('locate', () => {
  it.each([
    ['scale.min', { scale: { min: 1 } }, 'scale.min'],
    ['scale.min', { scale: { max: 1 } }, 'scale'],
    ['scale.min', { scale: 3 }, 'scale'],
    ['scale.min', { cpu: '1' }, ''],
    ['calls[1].app', { calls: ['a', { app: 'b' }] }, 'calls[1].app'],
    ['calls[2]', { calls: ['a'] }, 'calls'],
    ['files."/etc/a.json"', { files: { '/etc/a.json': 'x' } }, 'files."/etc/a.json"'],
    ['in.prod.env."a b"', { in: { prod: { env: { 'a b': 1 } } } }, 'in.prod.env."a b"'],
    ['constructor', {}, ''],
    ['cpu', undefined, ''],
    ['', { a: 1 }, ''],
  ])('%s in %j is %j', (at, value, expected) => {
    expect(locate(at, value)).toBe(expected)
  })
})
