import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { literalAddress } from './literal-address.ts'

describe('addresses in place of names', () => {
  it.each([
    ['http://10.0.0.5:8080', '10.0.0.5'],
    ['http://10.0.0.5', '10.0.0.5'],
    ['https://10.0.0.5/path?x=1', '10.0.0.5'],
    ['jdbc:postgresql://10.0.0.5:5432/orders', '10.0.0.5'],
    ['postgresql+psycopg2://orders@10.0.0.5/orders', '10.0.0.5'],
    ['redis://:s3cret@10.1.2.3:6379', '10.1.2.3'],
    ['10.0.0.5:8080', '10.0.0.5'],
    ['kafka-1:9092,10.0.0.6:9092', '10.0.0.6'],
    ['--upstream=http://172.16.4.4:80', '172.16.4.4'],
    ['http://[fd00::5]:8080', '[fd00::5]'],
    ['http://127.0.0.1:9000,http://10.0.0.5', '10.0.0.5'],
    ['HTTP://10.0.0.5', '10.0.0.5'],
  ])('%s: %s', (text, address) => expect(literalAddress(text)).toBe(address))

  it.each([
    'http://catalog.shop',
    'http://127.0.0.1:9000',
    '0.0.0.0:8080',
    'http://[::1]:80',
    '[::]:8080',
    '10.0.0.0/8',
    '10.0.0.5',
    '1.2.3.4',
    '1.2.3.4:latest',
    'http://10.0.0.5.nip.io',
    'v10.0.0.5:80',
    'http://1.2.3',
    '',
  ])('not in %s', (text) => expect(literalAddress(text)).toBeUndefined())

  it('takes time that grows with the text', () => {
    fc.assert(
      fc.property(fc.constantFrom('a://', '1.', '10.0.0.', '@', '[', 'a'), (part) => {
        const before = performance.now()
        literalAddress(part.repeat(20_000))
        return performance.now() - before < 2000
      }),
    )
  })
})
