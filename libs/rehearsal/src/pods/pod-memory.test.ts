import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { memoryLimit, ownBytes, watchMemory } from './pod-memory.ts'

describe('memoryLimit', () => {
  it.each([
    ['256Mi', 256 * 2 ** 20],
    ['1G', 1_000_000_000],
    [1024, 1024],
  ])('%s', (memory, bytes) => expect(memoryLimit({ resources: { limits: { memory } } })).toBe(bytes))
  it('is nothing where there is none', () => expect(memoryLimit({ resources: { limits: {} } })).toBeUndefined())
})

describe('ownBytes', () => {
  it('counts what is its own, and no mapped file', () =>
    expect(ownBytes('VmRSS:\t  9000 kB\nRssAnon:\t    12 kB\nRssFile:\t 8000 kB\n')).toBe(12 * 1024))
  it('is nothing where nothing is said', () => expect(ownBytes('Name: x\n')).toBe(0))
})

describe.runIf(existsSync('/proc/self/status'))('watchMemory', () => {
  it('tells when a process takes more than it may', async () => {
    const child = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'])
    await new Promise<void>((over) => {
      const stop = watchMemory(child.pid, 1, () => {
        stop()
        over()
      })
    })
    child.kill('SIGKILL')
  })
})
