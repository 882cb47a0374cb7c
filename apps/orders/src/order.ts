import { Refusal } from '@slipway/service'

export interface OrderLine {
  readonly product: string
  readonly quantity: number
  /** The price of one piece, in the currency's smallest unit. */
  readonly price: number
}

export interface Order {
  readonly currency: string
  readonly lines: readonly OrderLine[]
}

/** An order is a basket, not a truck. */
const maxLines = 100
const maxQuantity = 1000
const maxPrice = 1e9

function problemOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return 'An order is an object.'
  const { currency, lines } = value as Record<string, unknown>
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) return '"currency" has to be three capital letters.'
  if (!Array.isArray(lines) || lines.length === 0 || lines.length > maxLines)
    return `"lines" has to be a list of 1 to ${maxLines}.`
  for (const [i, line] of (lines as unknown[]).entries()) {
    const { product, quantity, price } = (line ?? {}) as Record<string, unknown>
    if (typeof product !== 'string' || !/^[a-z0-9-]{1,64}$/.test(product))
      return `"lines[${i}].product" has to be the id of a product.`
    if (!Number.isInteger(quantity) || (quantity as number) < 1 || (quantity as number) > maxQuantity) {
      return `"lines[${i}].quantity" has to be a whole number from 1 to ${maxQuantity}.`
    }
    if (!Number.isInteger(price) || (price as number) < 0 || (price as number) > maxPrice) {
      return `"lines[${i}].price" has to be a whole number, in cents.`
    }
  }
  return undefined
}

/** @throws Refusal 400 with the first thing that is wrong */
export function parseOrder(value: unknown): Order {
  const problem = problemOf(value)
  if (problem !== undefined) throw new Refusal(400, problem)
  const { currency, lines } = value as Order
  return { currency, lines: lines.map(({ product, quantity, price }) => ({ product, quantity, price })) }
}

/** In the currency's smallest unit. */
export const amountOf = ({ lines }: Order): number =>
  lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0)
