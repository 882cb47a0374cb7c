import { expect, it } from 'vitest'
import { mail, mailDomain, mailFrom, sesMail } from './mail.ts'

const user = `AKIA${'IOSFODNN7EXAMPLE'}`
const place = { domain: 'dev.acme.test', region: 'eu-west-1', quiet: false }

it.each([
  [{ ses: {} }, true],
  [{ ses: { user } }, true],
  [{ ses: { user: user.toLowerCase() } }, false],
  // Credentials of a session end with it.
  [{ ses: { user: user.replace('AKIA', 'ASIA') } }, false],
  [{ ses: { user: `${user}1` } }, false],
  [{ ses: { password: 'x' } }, false],
  [{ ses: true }, false],
  [{}, false],
])('%j', (given, isTaken) => {
  expect(mail.safeParse(given).success).toBe(isTaken)
})

it('sends by SES of the region, unless nobody is paged', () => {
  const relay = 'email-smtp.eu-west-1.amazonaws.com:587'
  expect(sesMail(place)).toBeUndefined()
  expect(sesMail({ ...place, mail: { ses: {} }, quiet: true })).toBeUndefined()
  expect(sesMail({ ...place, mail: { ses: {} } })).toEqual({ user: undefined, relay })
  expect(sesMail({ ...place, mail: { ses: { user } } })).toEqual({ user, relay })
})

it('is from whom the fleet says', () => {
  expect(mailFrom(place, {})).toBe('alerts@dev.acme.test')
  expect(mailFrom(place, { paging: { from: 'x@acme.test' } })).toBe('x@acme.test')
  expect(mailDomain(place, {})).toBe('dev.acme.test')
  expect(mailDomain(place, { paging: { from: 'x@Acme.test' } })).toBe('acme.test')
})
