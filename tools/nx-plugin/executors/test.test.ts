import { describe, expect, it } from 'vitest'
import executor from './test.cjs'

type File = readonly [name: string, status: string, tests: readonly string[]]
const projects = [
  { root: 'libs/core', also: [] },
  { root: 'libs/corelike', also: [] },
]

/**
 * The shape that vitest 4 writes, as seen for a file with a pass, a skip and a failure, for one that does not load, and
 * so on.
 */
const verdicts = (code: number | null, ...files: readonly File[]) =>
  executor
    .verdictsOf(projects, '/w', {
      code,
      text: 'all that vitest said',
      files: files.map(([name, status, tests]) => ({
        name: `/w/libs/${name}.test.ts`,
        status,
        assertionResults: tests.map((test) => ({ status: test, fullName: 'it' })),
      })),
    })
    .map(({ passed, failed, files }) => [passed, failed, files])

const fine: File = ['corelike/src/b', 'passed', ['passed']]

describe('what vitest reported, by project', () => {
  it.each<[string, number | null, readonly File[], readonly (readonly number[])[]]>([
    [
      'all pass',
      0,
      [['core/src/a', 'passed', ['passed', 'passed']], fine],
      [
        [2, 0, 1],
        [1, 0, 1],
      ],
    ],
    [
      'one fails',
      1,
      [['core/src/a', 'failed', ['passed', 'skipped', 'failed']], fine],
      [
        [1, 1, 1],
        [1, 0, 1],
      ],
    ],
    [
      'a file does not load',
      1,
      [['core/src/a', 'failed', []], ['core/src/c', 'passed', ['passed']], fine],
      [
        [1, 1, 2],
        [1, 0, 1],
      ],
    ],
    [
      'a hook fails, its tests are skipped',
      1,
      [['core/src/a', 'failed', ['skipped']], fine],
      [
        [0, 1, 1],
        [1, 0, 1],
      ],
    ],
    [
      'an error outside of every test',
      1,
      [['core/src/a', 'passed', ['passed']], fine],
      [
        [1, 1, 1],
        [1, 1, 1],
      ],
    ],
    [
      'killed',
      null,
      [['core/src/a', 'passed', ['passed']], fine],
      [
        [1, 1, 1],
        [1, 1, 1],
      ],
    ],
    [
      'no report',
      1,
      [],
      [
        [0, 1, 0],
        [0, 1, 0],
      ],
    ],
    [
      'one has no test',
      0,
      [fine],
      [
        [0, 1, 0],
        [1, 0, 1],
      ],
    ],
    [
      'one has skipped all',
      0,
      [['core/src/a', 'passed', ['skipped']], fine],
      [
        [0, 1, 1],
        [1, 0, 1],
      ],
    ],
  ])('%s', (_, code, files, expected) => {
    expect(verdicts(code, ...files)).toEqual(expected)
  })

  it('says which test failed and why, or all that vitest said', () => {
    const [verdict] = executor.verdictsOf(projects, '/w', {
      code: 1,
      text: '',
      files: [
        {
          name: '/w/libs/core/src/a.test.ts',
          status: 'failed',
          assertionResults: [{ status: 'failed', fullName: 'adds up', failureMessages: ['expected 1 to be 2'] }],
        },
      ],
    })
    expect(verdict?.output).toBe('FAIL /w/libs/core/src/a.test.ts\nadds up\nexpected 1 to be 2')
    const [crashed] = executor.verdictsOf(projects, '/w', { code: 7, text: 'out of memory', files: [] })
    expect(crashed?.output).toBe('vitest exited with 7\nout of memory')
  })
})
