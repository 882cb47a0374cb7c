import { describe, expect, it } from 'vitest'
import { behaviours, crashing, failing, good, growing, hanging, slow, wrong } from './behaviour.ts'

describe('behaviours', () => {
  const table = behaviours()
  table.set('sha256:bad', failing(0.2))

  it.each([
    ['the image whose digest was named', 'registry.example/catalog@sha256:bad', failing(0.2)],
    ['another image', 'registry.example/catalog@sha256:other', good],
    ['an image without a digest', 'registry.example/catalog:1', good],
  ])('%s', (_, image, wanted) => expect(table.of(image)).toEqual(wanted))
})

describe('what is wrong', () => {
  it.each([
    [good, 'nothing is wrong'],
    [failing(0.2), '20 % of its requests fail'],
    [failing(1), '100 % of its requests fail'],
    [slow(400), 'it answers 400 ms later'],
    [crashing(5), 'it ends 5 s after its start'],
    [hanging(8), 'it hangs 8 s after its start'],
    [growing(5, 40), 'from 5 s after its start on it takes 40 MiB more each second'],
    [wrong, 'it is ready and answers 200, but each answer is wrong'],
  ])('%#: is said in words', ({ what }, words) => expect(what).toBe(words))
})
