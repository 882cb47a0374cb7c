import { describe, expect, it } from 'vitest'
import { eventStatements, spanStatements } from './trace-redaction.ts'
import { redactions } from './redaction.ts'

/** As the collector reads `replace_pattern(span.attributes["x"], "<pattern>", "") where ...`. */
const cut = (name: string): RegExp => {
  const found = spanStatements.find((one) => one.startsWith(`replace_pattern(span.attributes["${name}"]`)) ?? ''
  return new RegExp(JSON.parse(/, ("(?:[^"\\]|\\.)*"), ""\)/.exec(found)?.[1] ?? 'null') as string)
}

describe('what a span loses', () => {
  it.each([
    ['http.url', 'https://shop.acme.test/cart?token=x&a=b#c', 'https://shop.acme.test/cart'],
    ['url.full', 'http://ledger.finance/entries/1', 'http://ledger.finance/entries/1'],
    ['url.full', 'http://ledger.finance/entries/1?by=me', 'http://ledger.finance/entries/1'],
    ['url.path', '/entries/1#me', '/entries/1'],
    ['http.request.header.referer', 'https://shop.acme.test/?q=1', 'https://shop.acme.test/'],
    ['http.target', '/a?q=1', '/a'],
  ])('the query of %s', (name, given, left) => {
    expect(given.replace(cut(name), '')).toBe(left)
  })

  it('where people are, and what is named as a secret', () => {
    for (const name of ['peer.address', 'client.address', 'network.peer.address', 'net.peer.ip', 'http.client_ip'])
      expect(spanStatements).toContain(`delete_key(span.attributes, "${name}")`)
    const [, pattern = ''] =
      /delete_matching_keys\(span\.attributes, "\(\?i\)(.*?)"\)/.exec(spanStatements.join('\n')) ?? []
    const named = new RegExp(pattern.replaceAll('$$', '$'), 'i')
    const taken = ['http.request.header.Authorization', 'db.password', 'x-api-key', 'set-cookie', 'csrf_token']
    expect(taken.filter((name) => !named.test(name))).toEqual([])
    expect(
      ['llm.tokens', 'http.url', 'istio.canonical_service', 'secretary'].filter((name) => named.test(name)),
    ).toEqual([])
  })

  it('every shape of a secret that logs lose: in attributes, name, status and exceptions', () => {
    const times = (all: readonly string[], start: string) => all.filter((one) => one.startsWith(start)).length
    expect(times(spanStatements, 'replace_all_patterns(span.attributes, "value", ')).toBe(redactions.length)
    expect(times(spanStatements, 'replace_pattern(span.name, ')).toBe(redactions.length + 1)
    expect(times(spanStatements, 'replace_pattern(span.status.message, ')).toBe(redactions.length)
    expect(times(eventStatements, 'delete_matching_keys(spanevent.attributes, ')).toBe(1)
    expect(times(eventStatements, 'replace_all_patterns(spanevent.attributes, "value", ')).toBe(redactions.length)
  })
})
