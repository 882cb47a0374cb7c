import { expect, it } from 'vitest'
import { startThread } from './thread.ts'

it('a thread that cannot be started answers at once that it did nothing', async () => {
  // Node refuses it as it refuses one above a limit of processes: with an exception of the constructor.
  const { worker, answer } = startThread(new URL('http://thread.example/none.ts'), 'nothing', {})
  expect(worker).toBeUndefined()
  expect(await answer).toBe('nothing')
})

it('nor does one that fails answer anything else', async () => {
  const { answer } = startThread(new URL('./no-such-file.ts', import.meta.url), 'nothing', {})
  expect(await answer).toBe('nothing')
})
