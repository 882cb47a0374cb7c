import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SecretValues } from './secret-values.ts'

const hidden = (text: string, ...sources: readonly string[]) =>
  new SecretValues(sources.length === 0 ? [text] : sources).hide(text)

describe('the value of a secret', () => {
  it.each<[string, string]>([
    ['DB_PASSWORD=Tr0ub4dor', 'DB_PASSWORD=(hidden 1)'],
    ['apiKey: "Tr0ub4dor"', 'apiKey: "(hidden 1)"'],
    ["- name: TOKEN\n  value: 'Tr0ub4dor'", "- name: TOKEN\n  value: '(hidden 1)'"],
    ['- value: Tr0ub4dor\n  name: TOKEN', '- value: (hidden 1)\n  name: TOKEN'],
    ['run --token Tr0ub4dor --x', 'run --token (hidden 1) --x'],
    ['a: AKIAIOSFODNN7EXAMPLE', 'a: (hidden 1)'],
    ['url: https://u:Tr0ub4dor@h/x', 'url: https://u:(hidden 1)@h/x'],
    ['password: hunter\napp: hunter-x\nmotto: hunter', 'password: (hidden 1)\napp: hunter-x\nmotto: (hidden 1)'],
    // keys and sentences with such a word stay
    [
      'password: name\nmetadata:\n  name: web\nlist:\n  - name: x',
      'password: (hidden 1)\nmetadata:\n  name: web\nlist:\n  - name: x',
    ],
    [
      'message: "wanted a plain Secret: one of type Opaque"\nmode: one',
      'message: "wanted a plain Secret: one of type Opaque"\nmode: one',
    ],
    // no secrets
    ['DB_PASSWORD=${PW}', 'DB_PASSWORD=${PW}'],
    ['token: null', 'token: null'],
    ['automountServiceAccountToken: false', 'automountServiceAccountToken: false'],
    ['secretName: web-tls', 'secretName: web-tls'],
    ['passwordKey: db', 'passwordKey: db'],
    ['image: a@sha256:0123456789abcdef', 'image: a@sha256:0123456789abcdef'],
  ])('%j', (text, expected) => {
    expect(hidden(text)).toBe(expected)
  })

  it('has the same number wherever and however it stands', () => {
    const text = 'Tr0ub4dor'
    const base64 = Buffer.from(text).toString('base64')
    const twice = Buffer.from(base64).toString('base64')
    expect(hidden(`a ${text} b ${base64} c ${twice}`, `password: ${text}`)).toBe(
      'a (hidden 1) b (hidden 1) c (hidden 1)',
    )
    expect(hidden(`a ${text}`, `kind: Secret\ndata:\n  a: ${twice}\n`)).toMatch(/^a \(hidden \d\)$/)
  })

  it('is hidden where a report cut it off', () => {
    const long = 'Tr0ub4dor-and-some-more-of-a-long-secret-value'
    expect(hidden(`a ${long.slice(0, 20)}... b`, `password: ${long}`)).toBe('a (hidden 1)... b')
  })

  it('is in no text any more, whatever it is', () => {
    const odd = fc.stringMatching(/^[A-Z][!-~]{7,30}$/).filter((text) => !/["'\\`,;{}[\]#<>$(]/.test(text))
    fc.assert(
      fc.property(odd, (text) => {
        expect(hidden(`motto: ${text}\nother: x${text}y`, `password: "${text}"`)).not.toContain(text)
      }),
    )
  })

  it('is found in time by the length of a text', () => {
    const start = process.cpuUsage().user
    for (const part of [
      'password: ',
      'a: b ',
      '"password":"',
      '--token ',
      'name: TOKEN\n',
      'kind: Secret\ndata:\n  a: b\n',
      '://a:',
      'token: |\n',
      'eyJ',
    ])
      hidden(part.repeat(Math.ceil(1_000_000 / part.length)))
    expect((process.cpuUsage().user - start) / 1e6).toBeLessThan(9)
  })
})
