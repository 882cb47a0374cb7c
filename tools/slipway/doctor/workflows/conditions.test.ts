import { expect, it } from 'vitest'
import { workflowCodes } from '../../test/workflow-codes.ts'
import { isUnsound, mayPass } from './conditions.ts'

const told = (condition: string, rights = '{ contents: read }', on = 'pull_request') =>
  workflowCodes({
    on,
    rights,
    job: `if: ${condition.startsWith("'") ? `"${condition}"` : condition}`,
    steps: ['run: echo'],
  })

it.each([
  ['two expressions', "${{ github.ref == 'a' }} && ${{ github.event_name == 'push' }}"],
  ['text beside it', "${{ github.ref == 'a' }} && true"],
  ['a line break after it', "|\n  ${{ github.ref == 'a' }}"],
  ['a text that is only looked for', "contains('refs/heads/main refs/heads/dev', github.ref)"],
  ['the same in a branch', "${{ contains('main dev', github.base_ref) }}"],
])('says less than it seems to: %s', (_, condition) => expect(told(condition)).toEqual(['condition']))

it.each([
  ['one expression', "${{ github.ref == 'a' && github.event_name == 'push' }}"],
  ['none', "github.ref == 'a'"],
  ['several lines', ">-\n  ${{ github.ref == 'a'\n  || github.ref == 'b' }}"],
  ['a list', 'contains(fromJSON(\'["a", "b"]\'), github.ref)'],
  ['a bot without a right', "github.actor == 'dependabot[bot]'"],
])('says what it seems to: %s', (_, condition) => expect(told(condition)).toEqual([]))

it.each(["github.actor == 'dependabot[bot]'", "'renovate[bot]' == github.triggering_actor"])(
  'a bot by who pushed last, beside a right: %s',
  (condition) => expect(told(condition, '{ contents: write }')).toEqual(['condition']),
)

it('a bot by who opened it is one', () =>
  expect(told("github.event.pull_request.user.login == 'dependabot[bot]'", '{ contents: write }')).toEqual([]))

it.each<[string, boolean]>([
  ["github.actor == 'dependabot[bot]' && github.event.pull_request.user.login == 'dependabot[bot]'", true],
  ["github.actor == 'dependabot[bot]' || github.event.pull_request.user.login == 'dependabot[bot]'", false],
  ["github.actor == 'dependabot[bot]' && github.event.pull_request.user.login != 'dependabot[bot]'", false],
  ["github.actor == 'dependabot[bot]' || x && github.event.pull_request.user.login == 'dependabot[bot]'", false],
])('%s asks who opened it: %j', (condition, asks) =>
  expect(told(condition, '{ contents: write }')).toEqual(asks ? [] : ['condition']),
)

it('a step has conditions, too', () =>
  expect(workflowCodes({ steps: ["if: ${{ github.ref == 'a' }} || x\nrun: echo"] })).toEqual(['condition']))

const command = "contains(github.event.comment.body, '/deploy')"
it.each<[string, string, string, string, string[]]>([
  ['deploys', command, '{ deployments: write }', 'issue_comment', ['condition']],
  ['answers', command, '{ issues: write, pull-requests: write }', 'issue_comment', []],
  [
    'deploys for members',
    `${command} && github.event.comment.author_association == 'MEMBER'`,
    '{ deployments: write }',
    'issue_comment',
    [],
  ],
  ['deploys in a discussion', command, '{ contents: write }', 'discussion_comment', ['condition']],
])('a comment by anybody %s', (_, condition, rights, on, codes) => expect(told(condition, rights, on)).toEqual(codes))

/** Each has a pattern that could start at every word, or brackets to go into. */
it.each(["'", '(', ')', '&& ', '|| ', ' ', "contains('", 'contains( ', "github.actor == '", '${{', '${{ x }}', '}} '])(
  'an `if` of many %j takes no time',
  (word) => {
    const text = word.repeat(Math.floor(200_000 / word.length))
    const nested = `${'('.repeat(900)}x${')'.repeat(900)}`
    const from = performance.now()
    for (const one of [text, nested]) {
      isUnsound(one, true)
      mayPass('push', one, 'branch')
    }
    expect(performance.now() - from).toBeLessThan(1500)
  },
)
