import { describe, expect, it } from 'vitest'
import { workflowCodes } from '../../test/workflow-codes.ts'

const checkout = 'uses: actions/checkout@@\nwith: { persist-credentials: false }'

describe('files of a pull request, in a run with our rights', () => {
  it.each<[what: string, on: string, step: string]>([
    ['the checkout', 'pull_request_target', checkout],
    [
      'the commit of their run',
      'workflow_run',
      'uses: actions/checkout@@\nwith: { ref: "${{ github.event.workflow_run.head_sha }}", persist-credentials: false }',
    ],
    ['the same of a person', 'pull_request_target', checkout.replace('actions/checkout', 'Somebody/fast-checkout')],
    ['gh', 'issue_comment', 'run: gh pr checkout "$NUMBER"'],
    ['a fetch', 'pull_request_target', 'run: git init && git fetch https://github.com/acme/x "pull/$NUMBER/head"'],
    ['a fetch in a bot of issues', 'issues', 'run: git fetch origin "refs/pull/$NUMBER/merge"'],
    ['a remote', 'pull_request_target', 'run: git -C x remote add fork "$URL"'],
    ['a patch', 'pull_request_target', 'run: gh pr diff "$NUMBER" | git apply'],
    ['an archive by the API', 'workflow_run', 'run: gh api "repos/$REPO/tarball/$SHA" | tar -xz'],
    [
      'an archive by its address',
      'workflow_run',
      'run: curl -L "https://codeload.github.com/$REPO/tar.gz/$SHA" | tar -xz',
    ],
    ['the same by the web', 'workflow_run', 'run: wget "https://github.com/$REPO/archive/$SHA.zip"'],
    [
      'a file that is run',
      'issue_comment',
      'run: gh api "repos/$REPO/contents/x.sh?ref=$SHA" --jq .content | base64 -d > x && bash x',
    ],
    ['a file as it is', 'issue_comment', 'run: "curl https://raw.githubusercontent.com/$REPO/$SHA/x.sh -o x"'],
    ['a file into a shell', 'issue_comment', 'run: curl -s "$URL" | bash'],
    ['an answer of the API into a shell', 'issues', 'run: gh api "$URL" | python3'],
    [
      'an artifact of its run',
      'workflow_run',
      'uses: actions/download-artifact@@\nwith: { run-id: "${{ github.event.workflow_run.id }}" }',
    ],
    ['the same by another action', 'workflow_run', 'uses: dawidd6/action-download-artifact@@'],
    ['the same by gh', 'workflow_run', 'run: gh run download "$RUN" --name x'],
    [
      'a script that starts a program',
      'pull_request_target',
      'uses: actions/github-script@@\nwith:\n  script: require("child_process").execSync(x)',
    ],
    [
      'a script that writes files',
      'issue_comment',
      'uses: actions/github-script@@\nwith:\n  script: fs.writeFileSync("a.js", body); await import("./a.js")',
    ],
  ])('%s', (_, on, step) => expect(workflowCodes({ on, steps: [step] })).toContain('target-checkout'))

  it.each<[what: string, on: string, step: string]>([
    [
      'a file as data',
      'pull_request_target',
      'run: gh api "repos/$REPO/contents/x.json?ref=$SHA" --jq .content | base64 -d | jq .version',
    ],
    ['a label', 'pull_request_target', 'run: gh pr edit "$NUMBER" --add-label x'],
    ['an artifact aside', 'workflow_run', 'run: gh run download "$RUN" --name x --dir "$RUNNER_TEMP/x"'],
    ['an artifact of its own run', 'workflow_run', 'run: gh run download "$GITHUB_RUN_ID" --name x'],
    ['the same by the action', 'workflow_run', 'uses: actions/download-artifact@@\nwith: { name: x }'],
    [
      'a script that answers',
      'issue_comment',
      'uses: actions/github-script@@\nwith:\n  script: await github.rest.issues.createComment({ body })',
    ],
    ['the main branch in a bot of issues', 'issues', checkout],
    ['the main branch after another run', 'workflow_run', checkout],
    ["another project's release", 'workflow_run', 'run: curl -L https://github.com/a/b/archive/v1.tar.gz | tar -xz'],
  ])('is not %s', (_, on, step) => expect(workflowCodes({ on, steps: [step] })).toEqual([]))
})
