import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isTemporary, AtomicWriter } from './atomic-writer.ts'
import { failingDisk, faultyDisk, Killed, Sandbox } from '../../test/sandbox.ts'

let box: Sandbox
beforeEach(() => {
  box = new Sandbox()
})
afterEach(() => box.clean())

describe('a writer', () => {
  it('writes under a temporary name in the same folder, then renames; makes each folder once', () => {
    const counted = failingDisk(
      box.disk,
      () => false,
      () => new Killed(),
    )
    const writer = new AtomicWriter(counted.disk, ['clusters'])
    box.put('clusters/x', '')
    writer.write('clusters/a/b/c.yaml', 'one')
    writer.write('clusters/a/b/d.yaml', 'two')
    const steps = counted.seen.steps.map((step) => step.replace(/\.slipway-\d+-\d+\.tmp$/, 'TEMP'))
    expect(steps).toEqual([
      'makeFolder clusters/a',
      'makeFolder clusters/a/b',
      'write clusters/a/b/TEMP',
      'rename clusters/a/b/c.yaml',
      'write clusters/a/b/TEMP',
      'rename clusters/a/b/d.yaml',
    ])
    expect(box.below('clusters/a')).toEqual({ 'clusters/a/b/c.yaml': 'one', 'clusters/a/b/d.yaml': 'two' })
  })
  it.each([1, 2, 3])('that fails at step %i leaves the old file and nothing else', (at) => {
    box.put('clusters/c.yaml', 'old')
    expect(() => new AtomicWriter(faultyDisk(box.disk, at, 'EIO').disk).write('clusters/c.yaml', 'new')).toThrow(
      'EIO: made up',
    )
    expect(box.below('clusters')).toEqual({ 'clusters/c.yaml': 'old' })
  })
  it('keeps the temporary names of our own folder at its top', () => {
    const counted = failingDisk(
      box.disk,
      () => false,
      () => new Killed(),
    )
    new AtomicWriter(counted.disk).write('.slipway/edited/clusters/a.yaml', 'mine')
    expect(counted.seen.steps.find((step) => step.startsWith('write'))).toMatch(
      /^write \.slipway\/\.slipway-\d+-\d+\.tmp$/,
    )
    expect(box.text('.slipway/edited/clusters/a.yaml')).toBe('mine')
  })
})

it.each([
  ['.slipway-1-0.tmp', true],
  ['.slipway-123-45.tmp', true],
  ['.slipway-1.tmp', false],
  ['slipway-1-0.tmp', false],
  ['.slipway-1-0.tmp.yaml', false],
  ['a.tmp', false],
])('%s is a temporary name: %s', (name, is) => {
  expect(isTemporary(name)).toBe(is)
})
