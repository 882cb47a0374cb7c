import { describe, expect, it } from 'vitest'
import { redactions } from './redaction.ts'

/** RE2 in JavaScript's words: the only flag that these use stands in front. */
const asJs = (pattern: string) =>
  pattern.startsWith('(?i)') ? new RegExp(pattern.slice(4), 'gi') : new RegExp(pattern, 'g')
const redact = (text: string) => redactions.reduce((rest, { pattern, by }) => rest.replaceAll(asJs(pattern), by), text)

const secret = 'hunter' + '2'

describe('what a record loses', () => {
  it.each([
    `{"password":"${secret}","a":1}`,
    `{"db":{"api_key": "${secret}"}}`,
    `{"message":"{\\"token\\":\\"${secret}\\"}"}`,
    `login DB_PASSWORD=${secret} failed`,
    `Authorization: Bearer ${secret}`,
    `{"authorization":"Basic ${secret}"}`,
    `{"set-cookie":"session=${secret}; Path=/"}`,
    `amqp://user:${secret}@host/x`,
  ])('%s', (text) => {
    expect(redact(text)).not.toContain(secret)
  })

  it.each([
    '{"tokens":5,"secretary":"Ann"}',
    'GET https://host:8443/path@2x 200',
    '{"message":"the password was wrong","status":401}',
  ])('nothing: %s', (text) => {
    expect(redact(text)).toBe(text)
  })

  it.each([`{"password":"${secret}"}`, `{"a":"-----BEGIN PRIVATE KEY-----\\nMIIE","b":1}`])(
    'leaves JSON what it is: %s',
    (text) => {
      expect(() => JSON.parse(redact(text)) as unknown).not.toThrow()
    },
  )

  it('is said in words that RE2 has', () => {
    for (const { pattern } of redactions) {
      expect(pattern).not.toMatch(/\(\?[=!<]/)
      for (const [, most] of pattern.matchAll(/\{\d+,(\d+)\}/g)) expect(Number(most)).toBeLessThanOrEqual(1000)
    }
  })
})
