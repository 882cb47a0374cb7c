import { expect } from 'vitest'
import { nodeDisk, takeLock } from '@slipway/tree'
import { toDisk } from '../src/steps/apply-step.ts'
import { openGit } from '../src/git.ts'
import { rollback, type RollbackInput } from '../src/steps/rollback.ts'
import { after, ownFiles, type Step } from '../src/steps/step.ts'
import { treeChange } from '../src/steps/tree-change.ts'
import type { SampleEstate } from './sample.ts'

export const gitIn = (sample: SampleEstate) => {
  const git = openGit(sample.root)
  if (!git.ok) throw new Error(JSON.stringify(git.issues))
  return git.value
}

export async function back(sample: SampleEstate, input: Partial<RollbackInput> = {}) {
  return rollback(gitIn(sample), await sample.load(), { app: 'web', target: 'prod-eu', reason: 'it is slow', ...input })
}

export async function carryOut(sample: SampleEstate, step: Step): Promise<void> {
  const estate = await sample.load()
  const [app] = estate.apps.filter((one) => one.name === step.app)
  const lock = takeLock(nodeDisk(sample.root))
  const changed = treeChange(
    estate,
    after(estate, step),
    step.changes.map((m) => m.cluster.name),
  )
  if (app === undefined || !lock.ok || !changed.ok) throw new Error('not carried out')
  expect(
    toDisk(nodeDisk(sample.root), lock.value, ownFiles(step, app), changed.value.changed, changed.value.was),
  ).toMatchObject({ ok: true })
  lock.value.release()
}
