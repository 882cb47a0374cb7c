import { describe, expect, it } from 'vitest'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { estateWaivers, waivers, waiversFile } from './waivers.ts'

describe('argued', () => {
  it.each(waivers)('$judge $check $scope has a reason and a whole address', ({ why, scope }) => {
    expect(why.length).toBeGreaterThan(30)
    expect(scope.split('/')).toHaveLength(4)
  })

  it('argues for nothing twice', () => {
    const keys = waivers.map(({ judge, check, scope, says }) => [judge, check, scope, says].join(' '))
    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe("an estate's own", () => {
  const own = (text?: string) => {
    const root = mkdtempSync(path.join(realpathSync(tmpdir()), 'slipway-waivers-'))
    try {
      mkdirSync(path.join(root, 'fleet'))
      if (text !== undefined) writeFileSync(path.join(root, waiversFile), text)
      const read = estateWaivers(root)
      return read.ok ? read.value : read.issues.map(({ at, code }) => `${at}: ${code}`)
    } finally {
      rmSync(root, { recursive: true })
    }
  }
  const why = 'there is one pod, and a budget would keep its node'
  it.each([
    ['no file', undefined, []],
    ['an empty file', '', []],
    [
      'a waiver',
      `- {judge: kube-score, check: a, scope: dev/*/*/x, why: "${why}"}`,
      [{ judge: 'kube-score', check: 'a', scope: 'dev/*/*/x', why }],
    ],
    [
      'a scope of three parts',
      `- {judge: kube-score, check: a, scope: dev/*/*, why: "${why}"}`,
      ['[0].scope: invalid-value'],
    ],
    ['no reason', '- {judge: kube-score, check: a, scope: a/b/c/d, why: no}', ['[0].why: invalid-value']],
    ['no YAML', 'a: [', [': waivers']],
  ])('%s', (_, text, want) => expect(own(text)).toEqual(want))
})
