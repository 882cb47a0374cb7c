import type { SettingCode } from './setting.ts'

/** The wanted value of each setting, and what happens otherwise. */
export const settingSentences: Readonly<Record<SettingCode, { readonly want: string; readonly else: string }>> = {
  'pull-request': {
    want: 'a pull request with at least one approval',
    else: 'anybody with a right to write changes what runs',
  },
  'code-owners': { want: 'an approval of the code owners', else: 'any team may approve for production' },
  'stale-approvals': { want: 'a push takes approvals away', else: 'what was approved is replaced afterwards' },
  'last-push': { want: 'somebody else approves the last push', else: 'an approver adds a commit of their own' },
  'required-gate': {
    want: 'the check `gate` of GitHub Actions is required',
    else: 'a red drift, test or attack does not stop a merge',
  },
  'forged-gate': {
    want: "a `gate` that no branch forges: its workflow required by the organisation, a push ruleset on .github/workflows, or no right to push but the platform's",
    else: 'a workflow on any branch writes a green `gate` for any commit (docs/github-and-aws.md says how each is set)',
  },
  queue: {
    want: 'a merge queue that asks of each commit, or branches that are up to date',
    else: 'a check that was green yesterday lets in what a reject forbids today',
  },
  'merge-method': {
    want: 'no rebase merges, and the merge method that `repository.merge` in fleet/fleet.ts says, where it says one',
    else: 'a commit of a pull request that its next one takes back stands on the main line: promotions take its image for one that ran',
  },
  'force-push': {
    want: 'no force-push to the branch, no deletion of it',
    else: 'the history that a rollback reads can be rewritten',
  },
  bypass: { want: 'nobody who may pass by the rules', else: 'a key that is lost passes by every other line here' },
  'release-branch': {
    want: 'the environment release is for the main branch alone',
    else: "any branch's workflow gets the App's key",
  },
  'release-key': {
    want: "the App's key in the environment release, not in the repository or the organisation",
    else: "any workflow of any branch gets the App's key",
  },
  'renderer-reviewers': {
    want: 'reviewers of the environment renderer, and none for their own run',
    else: 'who changes what renders judges it, too',
  },
  'deploy-environment': {
    want: 'environments that deploy stacks are for the main branch alone, and reviewed where the fleet has approvers',
    else: "any branch's workflow deploys functions, or nobody looks first",
  },
  'token-rights': { want: "a run's own token may read", else: 'a workflow that names no rights may write' },
  'approving-actions': { want: 'runs may not approve pull requests', else: 'a workflow approves for people' },
  'pinned-actions': { want: 'actions by commit are required', else: 'a moved tag runs with our rights' },
  'fork-approval': {
    want: 'runs of outside contributors wait for approval',
    else: "strangers' code runs on our runners",
  },
  'tag-makers': {
    want: 'the platform alone makes tags that start a job with a right, or no such job runs their code',
    else: 'whoever may push makes a tag of any commit, and its code gets the right',
  },
  'own-runners': {
    want: 'runners of this repository that take a single job, where pull requests run on self-hosted ones',
    else: 'code of a pull request waits on the machine for the next job and its rights',
  },
  'owners-file': { want: 'CODEOWNERS without an error', else: 'a line with an unknown team has no owner at all' },
}
