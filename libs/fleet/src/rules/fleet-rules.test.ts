import { describe, expect, it } from 'vitest'
import { fleet, told, type Files } from '../../test/fleet-files.ts'

type Case = [string, Files, ...string[]]

const cases: Case[] = [
  [
    'calls of a pool that no cluster has',
    { 'fleet.ts': { ...fleet, functions: { concurrency: { '222233334444/eu-west-2': 3000 } } } },
    'fleet.ts: functions.concurrency."222233334444/eu-west-2" [unknown-pool] did you mean "222233334444/eu-west-1"?',
  ],
  [
    'calls of a pool that is there',
    { 'fleet.ts': { ...fleet, functions: { concurrency: { '222233334444/eu-west-1': 3000 } } } },
  ],
  ...(
    [
      ['my main', 'did you mean "mymain"?'],
      ['refs/heads/main', 'correct "repository.branch"'],
      ['-x', 'correct "repository.branch"'],
      ['a..b', 'did you mean "a-b"?'],
      ['a.lock', 'did you mean "a-lock"?'],
      ['a/', 'did you mean "a"?'],
      ['.a', 'correct "repository.branch"'],
      ['a/.b', 'correct "repository.branch"'],
    ] as const
  ).map(
    ([branch, hint]): Case => [
      `the branch ${JSON.stringify(branch)}`,
      { 'fleet.ts': { ...fleet, repository: { ...fleet.repository, branch } } },
      `fleet.ts: repository.branch [invalid-value] ${hint}`,
    ],
  ),
]

describe('a fleet that git or AWS would refuse', () => {
  it.each(cases)('%s', async (_, files, ...lines) => expect(await told(files)).toEqual(lines))
})
