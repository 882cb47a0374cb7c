import { replacing, type Sabotage } from '../shared/kit.ts'

const job = /\/job-[^/]+-migrate\.yaml$/

/** Account, config and secrets come with the sync, so the first one waits for them forever. */
export const beforeAll: Sabotage = {
  name: 'before-the-sync',
  change: replacing(job, /hook: Sync$/m, 'hook: PreSync'),
  noticedBy: 'first-migration',
}

export const afterwards: Sabotage = {
  name: 'after-the-pods',
  change: replacing(job, /sync-wave: "-1"/, 'sync-wave: "1"'),
  noticedBy: 'before-new-pods',
  causes: [{ code: 'migration-late' }],
}

/** A failed Job stays, and a Job's template never changes. */
export const stays: Sabotage = {
  name: 'last-run-stays',
  change: replacing(job, 'hook-delete-policy: BeforeHookCreation', 'hook-delete-policy: HookSucceeded'),
  noticedBy: 'next-not-blocked',
  causes: [{ code: 'migration-stays', phase: 'Failed' }],
}

/** An object like others: the first one that is over stands in the way of the next release. */
export const asPlainJob: Sabotage = {
  name: 'no-hook',
  change: replacing(job, /^ {4}argocd\.argoproj\.io\/hook(-delete-policy)?: .*\n/gm, ''),
  noticedBy: 'runs-once',
}
