import { formatIssues } from '@slipway/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { takeLock, thisProcess, type Self } from './lock.ts'
import { failingDisk, Sandbox } from '../../test/sandbox.ts'

let box: Sandbox
beforeEach(() => {
  box = new Sandbox()
})
afterEach(() => box.clean())

const self = (pid: number, living: readonly number[] = [], host = 'here'): Self => ({
  pid,
  host,
  alive: (other) => other === pid || living.includes(other),
})
const left = () => Object.keys(box.below('.slipway'))

describe('the lock', () => {
  it('is held by one, and free again after its release', () => {
    const one = takeLock(box.disk, self(11))
    expect(one.ok).toBe(true)
    const two = takeLock(box.disk, self(12, [11]))
    expect(two.ok ? '' : formatIssues(two.issues)).toBe(`\
.slipway/gen.lock  [tree-locked]
  given   process 11 is writing the tree
  wanted  one run at a time
  do      wait until it is done; if there is no such process, delete .slipway/gen.lock

1 problem`)
    expect(left()).toEqual(['.slipway/gen.lock'])
    if (one.ok) one.value.release()
    expect(left()).toEqual([])
    expect(takeLock(box.disk, self(12, [11])).ok).toBe(true)
  })

  it.each([
    ['a dead process', '11 here\n'],
    ['an earlier process of our own number', '12 here\n'],
    ['nobody (it is broken)', 'x'],
    ['nobody (it is empty)', ''],
  ])('of %s is taken over', (_, text) => {
    box.put('.slipway/gen.lock', text)
    const lock = takeLock(box.disk, self(12))
    expect(lock.ok).toBe(true)
    expect(box.text('.slipway/gen.lock')).toBe('12 here\n')
    expect(left()).toEqual(['.slipway/gen.lock'])
  })

  it('of another host is left alone, since nobody here can know', () => {
    box.put('.slipway/gen.lock', '11 elsewhere\n')
    expect(takeLock(box.disk, self(12))).toMatchObject({
      ok: false,
      issues: [{ got: 'process 11 on elsewhere is writing the tree' }],
    })
  })

  it('that was made between a look at a dead one and its removal is put back', () => {
    box.put('.slipway/gen.lock', '11 here\n')
    const racing = failingDisk(
      box.disk,
      (_, step, file) => {
        // Just before the dead lock is set aside, process 13 has taken it over.
        if (step === 'rename' && file === '.slipway/gen.lock.12') box.put('.slipway/gen.lock', '13 here\n')
        return false
      },
      () => new Error(),
    )
    expect(takeLock(racing.disk, self(12, [13]))).toMatchObject({
      ok: false,
      issues: [{ got: 'process 13 is writing the tree' }],
    })
    expect(box.text('.slipway/gen.lock')).toBe('13 here\n')
    expect(left()).toEqual(['.slipway/gen.lock'])
  })

  it('is not taken from others by a late release', () => {
    const one = takeLock(box.disk, self(11))
    box.put('.slipway/gen.lock', '13 here\n')
    if (one.ok) one.value.release()
    expect(box.text('.slipway/gen.lock')).toBe('13 here\n')
  })

  it('sweeps the claims of the dead, not those of the living', () => {
    box.put('.slipway/gen.lock.11', '')
    box.put('.slipway/gen.lock.13', '')
    takeLock(box.disk, self(12, [13]))
    expect(left()).toEqual(['.slipway/gen.lock', '.slipway/gen.lock.13'])
  })

  it('knows that this process lives and that 2^22 + 1 cannot', () => {
    expect(thisProcess.alive(process.pid)).toBe(true)
    expect(thisProcess.alive(1)).toBe(true)
    expect(thisProcess.alive(4_194_305)).toBe(false)
  })
})
