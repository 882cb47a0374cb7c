import { expect, test } from 'vitest'
import { reviewOptions } from './options.ts'

test('refs, formats and folders', () => {
  expect(
    reviewOptions(['--base', 'main', '--head', 'HEAD', '--format', 'md', '--fail-on', 'high'], '/x'),
  ).toMatchObject({
    ok: true,
    options: { sides: { kind: 'git', base: 'main', head: 'HEAD' }, format: 'md', failOn: 'high' },
  })
  expect(reviewOptions(['old', 'new', '--out', 'o'], '/x')).toMatchObject({
    ok: true,
    options: { sides: { kind: 'folders', before: '/x/old', after: '/x/new' }, out: '/x/o' },
  })
  expect(reviewOptions([], '/x')).toMatchObject({
    ok: true,
    options: { sides: { kind: 'git', base: '', head: 'worktree' }, format: 'text' },
  })
})

test.each([
  [['--format', 'pdf']],
  [['--fail-on', 'maybe']],
  [['one']],
  [['a', 'b', '--base', 'c']],
  [['--base', '--upload-pack=x']],
  [['--nonsense']],
])('%j is wrong usage', (argv) => {
  expect(reviewOptions(argv, '/x')).toMatchObject({ ok: false, exit: 2 })
})

test('--help is not an error', () => {
  expect(reviewOptions(['--help'], '/x')).toMatchObject({ ok: false, exit: 0 })
})
