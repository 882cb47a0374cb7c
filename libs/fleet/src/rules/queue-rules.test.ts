import { expect, it } from 'vitest'
import { queueIssues } from './queue-rules.ts'

it('a queue that no app needs belongs to a team of the fleet', () => {
  const queues = { mails: { team: 'shop' }, old: { team: 'shpo', accepts: ['finance/*'] } }
  expect(queueIssues('fleet/fleet.ts', queues, ['shop', 'finance'])).toMatchObject([
    { file: 'fleet/fleet.ts', at: 'queues.old.team', code: 'unknown-team', hint: 'did you mean "shop"?' },
  ])
})
