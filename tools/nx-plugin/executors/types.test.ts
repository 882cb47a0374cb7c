import { describe, expect, it } from 'vitest'
import executor from './types.cjs'

const projects = [
  { root: 'libs/core', also: [] },
  { root: 'libs/corelike', also: ['eslint.config.js'] },
]
const files = ['libs/core/src/a.ts', 'libs/core/src/b.ts', 'libs/corelike/src/a.ts', 'eslint.config.js']

/** What the compiler prints without colours: https://www.typescriptlang.org/tsconfig/#pretty. */
const problem = (file: string) =>
  `${file}(3,14): error TS2322: Type 'string' is not assignable to type 'number'.\n  The expected type comes from property 'a'.\n`

const verdicts = (code: number | null, text: string) =>
  executor
    .verdictsOf(projects, { code, text, files })
    .map(({ passed, failed, files, output }) => [passed, failed, files, output])

describe('what the compiler reported, by project', () => {
  it.each<[string, number | null, string, string, string]>([
    ['nothing', 0, '', '', ''],
    ['one file', 2, problem('libs/core/src/a.ts'), problem('libs/core/src/a.ts').trimEnd(), ''],
    ['a file beside', 2, problem('eslint.config.js'), '', problem('eslint.config.js').trimEnd()],
    [
      'two of one project',
      2,
      `${problem('libs/core/src/a.ts')}${problem('libs/core/src/b.ts')}`,
      `${problem('libs/core/src/a.ts')}${problem('libs/core/src/b.ts')}`.trimEnd(),
      '',
    ],
    ['a folder in brackets', 2, problem('libs/core/(a)(1,2)/b.ts'), problem('libs/core/(a)(1,2)/b.ts').trimEnd(), ''],
    ['a project that is not asked about', 2, problem('libs/kube/src/a.ts'), '', ''],
    ['the settings', 1, 'error TS5083: no file.\n', 'error TS5083: no file.', 'error TS5083: no file.'],
    ['a crash', 2, 'panic: out of memory\n', 'panic: out of memory', 'panic: out of memory'],
    ['a bad end without a word', 1, '', 'the compiler exited with 1', 'the compiler exited with 1'],
    ['a signal', null, '', 'the compiler exited with a signal', 'the compiler exited with a signal'],
  ])('%s', (_, code, text, core, corelike) => {
    expect(verdicts(code, text)).toEqual([
      [core === '' ? 1 : 0, core === '' ? 0 : 1, 2, core],
      [corelike === '' ? 1 : 0, corelike === '' ? 0 : 1, 2, corelike],
    ])
  })
})
