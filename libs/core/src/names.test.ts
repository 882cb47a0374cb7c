import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maxAppName, nameProblem } from './names.ts'

describe('nameProblem', () => {
  it.each(['a', 'web', 'nightly-report', 'a1', 'x'.repeat(40)])('%s is a name', (text) => {
    expect(nameProblem(text, maxAppName)).toBeUndefined()
  })

  it.each(['', 'Web', 'my_web', '-web', 'web-', '1web', 'größe', 'a.b', 'a b', '../a', 'a\n'])('%j is none', (text) => {
    expect(nameProblem(text, maxAppName)).toMatch(/small letters/)
  })

  it.each(Object.getOwnPropertyNames(Object.prototype))('%s, which every object has, is none', (text) => {
    expect(nameProblem(text, maxAppName)).toMatch(text === 'constructor' ? /^another name: / : /small letters/)
  })

  it('says how long it may be and how long it is', () => {
    expect(nameProblem('x'.repeat(41), 40)).toBe('at most 40 characters (this has 41)')
  })

  it('takes nothing that Kubernetes would refuse as a Service name (RFC 1035)', () => {
    fc.assert(
      fc.property(
        fc.string(),
        (text) =>
          nameProblem(text, 40) !== undefined || (/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(text) && text.length <= 40),
      ),
    )
  })
})
