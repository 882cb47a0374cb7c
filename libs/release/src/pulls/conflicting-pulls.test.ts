import { failed, issue } from '@slipway/core'
import { afterEach, describe, expect, it } from 'vitest'
import { gitHub, pull, withOrigin } from '../../test/pulls.ts'
import { digest, SampleEstate } from '../../test/sample.ts'
import { stopOthers } from './conflicting-pulls.ts'
import { openGit } from '../git.ts'
import type { GitHub } from './github.ts'
import { preparePull } from './pull-request.ts'
import { reject } from '../steps/reject.ts'
import { noteText } from '../sentences.ts'
import type { Step } from '../steps/step.ts'

const made: SampleEstate[] = []
afterEach(() => made.splice(0).forEach((one) => one.clean()))

const notesOf = (stopped: ReturnType<typeof stopOthers>) => (stopped.ok ? stopped.value.map(noteText) : stopped)

describe('stopOthers', () => {
  /**
   * Pull requests of two releases, one of them of another app whose name begins the same; then a reject of an image.
   */
  async function rejected(letter: string) {
    const sample = new SampleEstate(['web', 'web-admin'])
    made.push(sample)
    const clone = await withOrigin(sample)
    const { hub, pulls, closed } = gitHub()
    await pull(clone, hub, 'b')
    await pull(clone, hub, 'b', undefined, 'web-admin')
    const estate = await clone.load()
    const decided = reject(estate, { app: 'web', digest: digest(letter), reason: 'loses orders' })
    const git = openGit(clone.root)
    if (!git.ok || !decided.ok || !('step' in decided.value)) throw new Error(JSON.stringify(decided))
    const { step } = decided.value
    const pullOf = (of: Step) => {
      const prepared = preparePull(git.value, of, new Map(), '', estate.fleet)
      if (!prepared.ok) throw new Error(JSON.stringify(prepared.issues))
      return prepared.value
    }
    return { git: git.value, hub, pulls, closed, step, pullOf, fleet: estate.fleet }
  }

  it('closes what would bring a rejected image, and nothing of another image or app', async () => {
    const { git, hub, closed, step, pullOf } = await rejected('b')
    expect(notesOf(stopOthers(git, hub, pullOf(step)))).toEqual([
      'release/web-dev would bring it to dev: closed https://github.test/pull/1',
    ])
    expect(closed).toEqual([`release/web-dev: Rejected: Digest: ${digest('b')}. Reason: loses orders`])
    const other = await rejected('c')
    expect(stopOthers(other.git, other.hub, other.pullOf(other.step))).toEqual({ ok: true, value: [] })
    expect(other.closed).toEqual([])
  })

  it('only names them after a rollback, and says how to close one', async () => {
    const { git, hub, closed, step, pullOf, fleet } = await rejected('b')
    const [cluster] = fleet.clusters.filter(({ name }) => name === 'staging')
    if (cluster === undefined) throw new Error('no staging')
    const move = {
      cluster,
      from: { digest: digest('b'), version: '1.b' },
      to: { digest: digest('a'), version: '1.0.0' },
    }
    const back = {
      ...step,
      verb: 'rollback',
      target: 'staging',
      rejected: undefined,
      changes: [move],
    } as unknown as Step
    expect(notesOf(stopOthers(git, hub, pullOf(back)))).toEqual([
      'release/web-dev would bring it to dev, if it is open. To stop that: gh pr close release/web-dev',
    ])
    expect(closed).toEqual([])
  })

  it('says which one is to be closed by hand when GitHub fails', async () => {
    const { git, hub, step, pullOf } = await rejected('b')
    const broken: GitHub = { ...hub, close: () => failed(issue('gh', '', 'gh-failed', 'HTTP 502', 'x', 'y')) }
    const stopped = stopOthers(git, broken, pullOf(step))
    expect(stopped.ok ? '' : stopped.issues[0]?.hint).toBe(
      'release/web-dev would bring it to dev: close it by hand, gh pr close release/web-dev',
    )
  })
})
