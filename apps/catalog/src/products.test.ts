import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ownList, readProducts } from './products.ts'

let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'catalog-'))))
afterAll(() => rm(folder, { recursive: true }))

const cup = { id: 'cup', name: 'Cup', price: 1200, currency: 'EUR' }

describe('readProducts', () => {
  it('reads the list of the image', async () => {
    expect((await readProducts(ownList)).map((p) => p.id)).toContain('kettle')
  })

  it.each([
    ['no list', '{}', 'has to be a list of products.'],
    ['no JSON', '[', 'cannot be read: '],
    ['no object', '[1]', 'product 1: is no object.'],
    [
      'a price with a point',
      JSON.stringify([cup, { ...cup, price: 1.5 }]),
      'product 2: "price" has to be a whole number, in cents.',
    ],
    [
      'a bad currency',
      JSON.stringify([{ ...cup, currency: 'eur' }]),
      'product 1: "currency" has to be three capital letters.',
    ],
    ['one id twice', JSON.stringify([cup, cup]), 'has more than one "cup".'],
  ])('refuses %s', async (name, text, sentence) => {
    const file = join(folder, `${name}.json`)
    await writeFile(file, text)
    await expect(readProducts(file)).rejects.toThrow(sentence)
  })

  it('says which file is not there', async () => {
    await expect(readProducts('/nowhere/products.json')).rejects.toThrow(
      'The catalogue /nowhere/products.json cannot be read',
    )
  })
})
