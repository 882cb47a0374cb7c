import { expect, it } from 'vitest'
import { repositoryPage } from './repository-page.ts'

it.each([
  ['https://github.com/acme/slipway.git', 'https://github.com/acme/slipway/blob/main/docs/a.md'],
  ['https://github.com/acme/slipway', 'https://github.com/acme/slipway/blob/main/docs/a.md'],
  ['git@github.com:acme/slipway.git', 'https://github.com/acme/slipway/blob/main/docs/a.md'],
  ['ssh://git@git.acme.example:2222/ops/slipway.git', 'https://git.acme.example/ops/slipway/blob/main/docs/a.md'],
  [
    'https://gitlab.acme.example/ops/tools/slipway.git',
    'https://gitlab.acme.example/ops/tools/slipway/-/blob/main/docs/a.md',
  ],
  ['https://bitbucket.org/acme/slipway.git', 'https://bitbucket.org/acme/slipway/src/main/docs/a.md'],
  ['file:///srv/slipway.git', undefined],
])('a page of %s: %s', (url, page) => {
  expect(repositoryPage({ url, branch: 'main' }, 'docs/a.md')).toBe(page)
})
