import { describe, expect, it } from 'vitest'
import { changesBranch, takesStrangersFiles } from './strangers.ts'

const checkout = (given: object) => ({ uses: 'actions/checkout@x', with: given as Readonly<Record<string, unknown>> })
const head = '${{ github.event.workflow_run.head_sha }}'

describe('files of strangers', () => {
  it.each<[what: string, event: string, step: object]>([
    ['a checkout beside their pull request', 'pull_request_target', checkout({})],
    ['their commit', 'workflow_run', checkout({ ref: head })],
    ['another repository', 'issue_comment', checkout({ repository: '${{ github.event.x }}' })],
    ['their commit of a repository that is named', 'workflow_run', checkout({ repository: 'acme/tools', ref: head })],
    ['any checkout beside their pull request', 'pull_request_target', checkout({ ref: '${{ github.sha }}' })],
    ['a command', 'issue_comment', { run: 'gh pr checkout "$NUMBER"' }],
    ['a program', 'issues', { uses: 'actions/github-script@x', with: { script: 'await exec.exec(name)' } }],
    ['a fetch of a branch', 'workflow_run', { run: 'git fetch origin "$HEAD_REF"' }],
    ['a fetch of all of them', 'workflow_run', { run: "git fetch origin '+refs/pull/*/head:refs/x/*'" }],
    ['another remote', 'workflow_run', { run: 'git remote set-url origin "$URL" && git fetch' }],
    ['an archive', 'workflow_run', { run: 'curl "https://github.com/$REPO/archive/$SHA.zip"' }],
  ])('%s', (_, event, step) => expect(takesStrangersFiles(step, [event])).toBe(true))

  it.each<[what: string, event: string, step: object]>([
    ['a checkout of the main branch', 'workflow_run', checkout({})],
    ['one that names it', 'issue_comment', checkout({ ref: 'main' })],
    ["one of the run's own commit", 'workflow_run', checkout({ ref: '${{ github.sha }}' })],
    ['one of a repository that is named', 'issues', checkout({ repository: 'acme/tools', ref: 'v1' })],
    ['one of this repository', 'issues', checkout({ repository: '${{ github.repository }}' })],
    ["one of the owner's", 'issues', checkout({ repository: '${{ github.repository_owner }}/tools' })],
    ['an address that is written out', 'workflow_run', { run: 'curl https://github.com/a/b/archive/v1.zip -o x' }],
    ['a text about it', 'issue_comment', { run: 'echo "run gh pr checkout yourself"' }],
    ['a pattern', 'issues', { uses: 'actions/github-script@x', with: { script: 'run(exec, /x/.exec(body))' } }],
    ['tags', 'workflow_run', { run: 'git fetch --tags --force' }],
    ['a fetch of the main branch', 'issue_comment', { run: 'git fetch origin main --depth=1' }],
    ['a fetch of the base', 'pull_request_target', { run: 'git fetch origin "$GITHUB_BASE_REF"' }],
    ['submodules', 'issues', { run: 'git submodule update --init --recursive' }],
    [
      'our own address',
      'issues',
      { run: 'git remote set-url origin "https://x:$GH_TOKEN@github.com/$GITHUB_REPOSITORY"' },
    ],
    ['a pull of the main branch', 'workflow_run', { run: 'git pull --rebase origin main' }],
  ])('are not %s', (_, event, step) => expect(takesStrangersFiles(step, [event])).toBe(false))

  it('need a stranger', () => expect(takesStrangersFiles(checkout({ ref: head }), [])).toBe(false))
})

it.each<[run: string, changes: boolean]>([
  ['git pull --rebase', false],
  ['git pull --rebase origin main', false],
  ['git reset --hard origin/main', false],
  ['git checkout -b "bump-$NAME"', false],
  ['git checkout -b x "origin/$BRANCH"', true],
  ['git checkout "$REF"', true],
  ['git checkout ${{ inputs.ref }}', true],
  ['git merge FETCH_HEAD', true],
  ['gh pr checkout 5', true],
])('%s changes the branch: %j', (run, changes) => expect(changesBranch({ run })).toBe(changes))
