import { describe, expect, it, vi } from 'vitest'
import { runCommand } from './kubeconform-machine.ts'

const options = { env: process.env, limit: 600_000 }

describe('runCommand', () => {
  it('gives what a command says and its exit code', async () => {
    expect(
      await runCommand(process.execPath, ['-e', 'console.log(1); console.error(2); process.exit(3)'], options),
    ).toEqual({ code: 3, stdout: '1\n', stderr: '2\n' })
  })
  it('ends a command that takes too long', async () => {
    expect(
      (await runCommand(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { ...options, limit: 10 })).code,
    ).toBeUndefined()
  })
  it.each([
    ['a command that is not there', '/no/such/command'],
    ['one that is', process.execPath],
  ])('leaves no clock running after %s', async (_, command) => {
    const [set, clear] = [vi.spyOn(globalThis, 'setTimeout'), vi.spyOn(globalThis, 'clearTimeout')]
    await runCommand(command, ['--version'], options)
    const clocks = set.mock.results.flatMap(({ value }, i) =>
      set.mock.calls[i]?.[1] === options.limit ? [value as unknown] : [],
    )
    expect(clocks).toHaveLength(1)
    for (const clock of clocks) expect(clear).toHaveBeenCalledWith(clock)
    vi.restoreAllMocks()
  })
})
