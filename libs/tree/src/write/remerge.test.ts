import { afterEach, beforeEach, expect, it } from 'vitest'
import { clearRemerge, needsRemerge } from './remerge.ts'
import { Sandbox, tree } from '../../test/sandbox.ts'

let box: Sandbox
beforeEach(() => {
  box = new Sandbox()
})
afterEach(() => box.clean())

it('the mark stays until it is cleared', () => {
  expect(needsRemerge(box.disk)).toBe(false)
  box.put('.slipway/remerge', 'clusters/a.yaml\n')
  expect(needsRemerge(box.disk)).toBe(true)
  clearRemerge(box.disk)
  clearRemerge(box.disk)
  expect(needsRemerge(box.disk)).toBe(false)
})
it('is cleared by a whole run, not by one of a single app, nor by one that failed', () => {
  box.put('.slipway/remerge', 'clusters/a.yaml\n')
  box.write(tree({ 'clusters/a.yaml': 'a' }), { scope: () => true })
  expect(needsRemerge(box.disk)).toBe(true)
  box.put('clusters/mine.md', '')
  box.write(tree({ 'clusters/a.yaml': 'a' }))
  expect(needsRemerge(box.disk)).toBe(true)
  box.disk.remove('clusters/mine.md')
  box.write(tree({ 'clusters/a.yaml': 'a' }))
  expect(needsRemerge(box.disk)).toBe(false)
})
