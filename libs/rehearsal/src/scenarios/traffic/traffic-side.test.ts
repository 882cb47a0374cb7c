import { describe, expect, it } from 'vitest'
import type { TestContext } from '../../stage/test-context.ts'
import { staging } from './traffic-side.ts'

/** A stage that tells what is done with its estate, and takes a while for each. */
function told(fails?: string) {
  const done: string[] = []
  const later = () => new Promise<void>((resolve) => setImmediate(resolve))
  const stage = {
    estate: { render: async () => (await later(), done.push('rendered'), new Map()) },
    tree: (files: unknown) => files,
    commit: async (subject: string) => {
      await later()
      if (subject === fails) throw new Error(`no ${subject}`)
      done.push(subject)
    },
  } as unknown as TestContext
  return { done, at: staging(stage, [], 1) }
}

describe('staging', () => {
  it('writes nothing for one commit before the one before is made', async () => {
    const { done, at } = told()
    await Promise.all(['one', 'two'].map((subject) => at.commit(subject, () => void done.push(`write ${subject}`))))
    expect(done).toEqual(['write one', 'rendered', 'one', 'write two', 'rendered', 'two'])
  })

  it('who comes after a commit that failed hears of it', async () => {
    const { at } = told('one')
    const both = await Promise.allSettled([at.commit('one', () => undefined), at.commit('two', () => undefined)])
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })
})
