import { expect, it } from 'vitest'
import { mailer, web } from '../../test/temporary-estate.ts'
import { queuesOf, queueVariable, urlVariable } from './variables.ts'

it('names variables in capitals', () => {
  expect([urlVariable('nightly-report'), queueVariable('mails')]).toEqual(['NIGHTLY_REPORT_URL', 'MAILS_QUEUE_URL'])
})

it.each([
  [web, []],
  [{ ...web, sends: ['mails'] }, ['mails']],
  [{ ...mailer, queue: 'mails' }, ['mails']],
  [{ ...mailer, queue: 'mails', sends: ['letters', 'mails'] }, ['letters', 'mails']],
])('queues of %j', (spec, queues) => {
  expect(queuesOf(spec)).toEqual(queues)
})
