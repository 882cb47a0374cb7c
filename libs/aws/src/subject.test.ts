import { describe, expect, it } from 'vitest'
import { subject } from './subject.ts'

describe('who GitHub says is asking', () => {
  const ids = { owner: 1234567, repository: 987654321 }
  const numbered = 'repo:acme@1234567/slipway@987654321:ref:refs/heads/main'
  it.each([
    ['with the numbers', { url: 'https://github.com/acme/slipway.git', branch: 'main', ids }, numbered],
    [
      'without them',
      { url: 'git@github.com:acme/slipway.git', branch: 'trunk' },
      'repo:acme/slipway:ref:refs/heads/trunk',
    ],
    ['elsewhere', { url: 'https://git.acme.test/acme/slipway.git', branch: 'main' }, undefined],
  ])('%s', (_, repository, expected) => {
    expect(subject({ repository })).toBe(expected)
  })
})
