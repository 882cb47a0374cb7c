import fc from 'fast-check'
import { expect, it } from 'vitest'
import { armored } from './pgp-armor.ts'

it('has the checksum of RFC 9580, 6.1', () => {
  // The check value of CRC-24/OPENPGP for "123456789" is 0x21cf02.
  const text = armored(Buffer.from('123456789').toString('base64'))
  expect(text.split('\n')).toEqual([
    '-----BEGIN PGP PUBLIC KEY BLOCK-----',
    '',
    'MTIzNDU2Nzg5',
    `=${Buffer.from([0x21, 0xcf, 0x02]).toString('base64')}`,
    '-----END PGP PUBLIC KEY BLOCK-----',
    '',
  ])
})

it('keeps every byte, on lines of at most 64', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (bytes) => {
      const lines = armored(Buffer.from(bytes).toString('base64')).split('\n').slice(2, -3)
      expect(lines.every((line) => line.length <= 64)).toBe(true)
      expect(Buffer.from(lines.join(''), 'base64')).toEqual(Buffer.from(bytes))
    }),
    { numRuns: 50 },
  )
})
