import { describe, expect, it } from 'vitest'
import { gitHubRepository } from './github.ts'

describe('gitHubRepository', () => {
  it.each([
    ['https://github.com/acme/slipway.git', 'acme/slipway'],
    ['https://github.com/acme/slipway', 'acme/slipway'],
    ['https://github.com/acme/slip.way.git', 'acme/slip.way'],
    ['git@github.com:acme/slipway.git', 'acme/slipway'],
    ['ssh://git@github.com/acme/slipway.git', 'acme/slipway'],
    ['https://github.com.evil.example/acme/slipway.git', undefined],
    ['https://gitlab.com/acme/slipway.git', undefined],
    ['https://github.com/acme/group/slipway.git', undefined],
    ['https://user@github.com/acme/slipway.git', undefined],
    ['file:///srv/git/estate.git', undefined],
  ])('%s is %s', (url, expected) => {
    const found = gitHubRepository(url)
    expect(found === undefined ? undefined : `${found.owner}/${found.name}`).toBe(expected)
  })
})
