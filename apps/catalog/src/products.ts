import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { reason, StartError } from '@slipway/service'

export interface Product {
  readonly id: string
  readonly name: string
  /** In the currency's smallest unit. */
  readonly price: number
  readonly currency: string
}

/** The list that comes with the image; CATALOG_FILE (a mounted config file) takes its place. */
export const ownList = fileURLToPath(new URL('./products.json', import.meta.url))

function problemOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return 'is no object'
  const { id, name, price, currency } = value as Record<string, unknown>
  if (typeof id !== 'string' || !/^[a-z0-9-]+$/.test(id)) return '"id" has to be small letters, digits and dashes'
  if (typeof name !== 'string' || name === '') return '"name" has to be text'
  if (!Number.isSafeInteger(price) || (price as number) < 0) return '"price" has to be a whole number, in cents'
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) return '"currency" has to be three capital letters'
  return undefined
}

/**
 * Reads the list of products.
 * @throws StartError with a sentence for each product that is not one, or one for a file that cannot be read
 */
export async function readProducts(file: string): Promise<readonly Product[]> {
  let list: unknown
  try {
    list = JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    throw new StartError(`The catalogue ${file} cannot be read: ${reason(error)}.`)
  }
  if (!Array.isArray(list)) throw new StartError(`The catalogue ${file} has to be a list of products.`)
  const wrong = list.flatMap((product: unknown, i) => {
    const problem = problemOf(product)
    return problem === undefined ? [] : [`The catalogue ${file}: product ${i + 1}: ${problem}.`]
  })
  const products = list as readonly Product[]
  if (wrong.length > 0) throw new StartError(...wrong)
  const ids = products.map((p) => p.id)
  const twice = ids.filter((id, i) => ids.indexOf(id) !== i)
  if (twice.length > 0) throw new StartError(`The catalogue ${file} has more than one "${twice[0]}".`)
  return products
}
