import { rules } from '@slipway/checks'
import type { Issue } from '@slipway/core'
import { describe, expect, it } from 'vitest'
import { asJson, listRules, ringLine, tally, warned, type Ring } from './report.ts'

const issue = (file: string, code = 'image-pinned'): Issue => ({
  file,
  at: 'spec',
  code,
  got: 'a',
  want: 'b',
  hint: 'c',
})
const ring = (name: Ring['name'], ...issues: readonly Issue[]): Ring => ({
  name,
  what: '3 things',
  ran: true,
  issues,
  seconds: 1.26,
})
const absent: Ring = {
  name: 'ring 3',
  what: 'DID NOT RUN',
  ran: false,
  issues: [issue('kubeconform', 'kubeconform-missing')],
  seconds: 0,
}

describe('ringLine', () => {
  it.each([
    [ring('ring 2'), 'ring 2  3 things, 0 problems  (1.3 s)'],
    [ring('drift', issue('x')), 'drift   3 things, 1 problem  (1.3 s)'],
    [absent, 'ring 3  DID NOT RUN  (0.0 s)'],
    [{ ...ring('ring 2'), warnings: [issue('x')] }, 'ring 2  3 things, 0 problems, 1 warning  (1.3 s)'],
  ])('%#', (given, line) => {
    expect(ringLine(given)).toBe(line)
  })
})

describe('tally', () => {
  it('counts each ring and each rule', () => {
    expect(tally([ring('ring 1'), ring('ring 2'), ring('drift')], rules)).toEqual({
      passed: rules.length + 3,
      failed: 0,
    })
  })
  it('counts a rule once, however much it finds, and its ring with it', () => {
    expect(tally([ring('ring 1'), ring('ring 2', issue('a'), issue('b'), issue('a', 'env-once'))], rules)).toEqual({
      passed: rules.length - 1,
      failed: 3,
    })
  })
  it('counts what did not run as failed', () => {
    expect(tally([ring('ring 1'), ring('ring 2'), absent], rules)).toEqual({ passed: rules.length + 2, failed: 1 })
  })
  it('counts no rule where ring 2 did not run', () => {
    expect(tally([ring('ring 1', issue('a'))], rules)).toEqual({ passed: 0, failed: 1 })
  })
})

describe('warned', () => {
  it('tells once what one source makes in several clusters', () => {
    const text = warned([
      issue('clusters/dev/a.yaml'),
      issue('clusters/prod/a.yaml'),
      issue('clusters/dev/a.yaml', 'b'),
    ])
    expect(text.split('\n').filter((line) => line.startsWith('warning'))).toEqual([
      'warning: clusters/dev/a.yaml: spec  [b]',
      'warning: clusters/dev/a.yaml (and 1 more): spec  [image-pinned]',
    ])
  })
})

describe('asJson', () => {
  it('has issues, rings and checks', () => {
    expect(JSON.parse(asJson([ring('ring 2', issue('a'))], rules))).toEqual({
      issues: [issue('a')],
      warnings: [],
      rings: [{ name: 'ring 2', what: '3 things', ran: true, problems: 1, seconds: 1.26 }],
      checks: { passed: rules.length - 1, failed: 2 },
    })
  })
})

describe('listRules', () => {
  it('has every rule, with what it guards and where the fact comes from', () => {
    const text = listRules(rules, false)
    for (const { code, guards, source } of rules) {
      expect(text.split('\n').map((line) => line.split(' ')[0])).toContain(code)
      expect(text).toContain(guards)
      expect(text).toContain(`(${source})`)
    }
    expect(JSON.parse(listRules(rules, true))).toHaveLength(rules.length)
  })
})
