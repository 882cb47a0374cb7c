import { formatIssues } from '@slipway/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { binary, binaryFiles } from './binary.ts'
import { fakeMachine, type FakeMachine } from '../../test/fake-machine.ts'

let machine: FakeMachine
beforeEach(() => {
  machine = fakeMachine()
})
afterEach(() => machine.clear())

describe('binary', () => {
  it('says what to run when there is none, and starts nothing', () => {
    machine.put('go', 'exit 0')
    const found = binary('kube-apiserver', machine)
    expect(found.ok ? '' : formatIssues(found.issues)).toBe(
      [
        'kube-apiserver  [program-missing]',
        '  given   not built on this machine',
        '  wanted  kube-apiserver 1.36.3',
        '  do      npx slipway rehearse build kube-apiserver',
        '',
        '1 problem',
      ].join('\n'),
    )
    expect(machine.ran()).toEqual([])
  })

  it('does not take a Go program from PATH: it is another version there', () => {
    machine.put('etcd', 'exit 0')
    expect(binary('etcd', machine).ok).toBe(false)
  })

  it('of a program that is not there, the files are not, either', () => {
    const found = binaryFiles('argocd', machine)
    expect(found.ok ? '' : found.issues[0]?.hint).toBe('npx slipway rehearse build argocd')
  })
})
