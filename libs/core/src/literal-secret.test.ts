import { describe, expect, it } from 'vitest'
import { literalSecret, secretInFile } from './literal-secret.ts'

describe('literalSecret', () => {
  it.each([
    ['AKIAIOSFODNN7EXAMPLE', 'an AWS access key'],
    [`ghp_${'a1'.repeat(18)}`, 'a GitHub token'],
    ['xoxb-1234567890-abc', 'a Slack token'],
    ['-----BEGIN PRIVATE KEY-----', 'a private key'],
    ['amqp://user:pass@host', 'a password in a URL'],
    ['AKIA', undefined],
    ['-----BEGIN CERTIFICATE-----', undefined],
    ['https://host:8443/path@2x', undefined],
    ['', undefined],
  ])('%s: %s', (text, expected) => {
    expect(literalSecret(text)).toBe(expected)
  })

  it('knows a secret by its name, not by a part of it', () => {
    expect(literalSecret('x', 'SESSION_SECRET')).toBe('the value of SESSION_SECRET')
    expect(literalSecret('x', 'db-password')).toBe('the value of db-password')
    expect(literalSecret('x', 'SECRETARY')).toBeUndefined()
    expect(literalSecret('', 'PASSWORD')).toBeUndefined()
  })

  it('takes no bucket or table for a key, whatever the number of the account', () => {
    const bucket = 'staging-rail-uploads-123456789012-eu-west-1'
    expect(literalSecret(bucket)).toBe('a random key')
    expect(literalSecret(bucket, 'UPLOADS_BUCKET')).toBeUndefined()
    expect(literalSecret('staging-rail-carts-of-1975-86-eu4b302f9d', 'CARTS_TABLE')).toBeUndefined()
    expect(literalSecret(`ghp_${'a1'.repeat(18)}`, 'UPLOADS_BUCKET')).toBe('a GitHub token')
  })
})

describe('secretInFile', () => {
  it.each([
    ['a: b\napiKey: "x"\n', { line: 2, looks: 'the value of apiKey' }],
    ['[db]\npassword=x', { line: 2, looks: 'the value of password' }],
    ['{"a":1,"token":"x"}', { line: 1, looks: 'the value of token' }],
    ['token: ${TOKEN}\npassword: <from the store>\nsecret: null', undefined],
    ['tokens: 5\npasswordFile: /run/x', undefined],
  ])('%j', (text, expected) => {
    expect(secretInFile(text)).toEqual(expected)
  })

  it('reads a line of a megabyte without getting stuck', () => {
    for (const long of ['x', 'eyJ', '-----BEGIN ', '://a', '" ', 'a '])
      expect(secretInFile(long.repeat(200_000))).toBeUndefined()
  })
})
