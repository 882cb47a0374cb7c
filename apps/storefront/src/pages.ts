import { html, type Html } from './html.ts'
import type { Cart } from './cart.ts'

export interface Product {
  readonly id: string
  readonly name: string
  /** In the currency's smallest unit. */
  readonly price: number
  readonly currency: string
}

const money = (amount: number, currency: string): string => `${(amount / 100).toFixed(2)} ${currency}`

const layout = (title: string, body: Html): string =>
  html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body><header><a href="/">Shop</a> · <a href="/cart">Cart</a></header><main><h1>${title}</h1>${body}</main></body>
</html>
`.text

/** The page for missing data: it says what failed, and that trying again is worth it. */
export const sorryPage = (title: string, why: string): string =>
  layout(title, html`<p role="status">${why} Please try again in a moment.</p>`)

export const shopPage = (products: readonly Product[]): string =>
  layout(
    'Shop',
    html`<ul>${products.map(
      (p) => html`
<li>${p.name}, ${money(p.price, p.currency)}
<form method="post" action="/cart"><button name="add" value="${p.id}">Into the cart</button></form></li>`,
    )}</ul>`,
  )

/** @param known the products of the cart that the catalogue has; others are not shown, nor can they be ordered */
export function cartPage(cart: Cart, known: ReadonlyMap<string, Product>): string {
  const lines = [...cart].flatMap(([id, quantity]) => {
    const product = known.get(id)
    return product === undefined
      ? []
      : [html`<li>${quantity} × ${product.name}, ${money(quantity * product.price, product.currency)}</li>`]
  })
  if (lines.length === 0) return layout('Cart', html`<p>There is nothing in your cart yet.</p>`)
  return layout(
    'Cart',
    html`<ul>${lines}</ul><form method="post" action="/cart"><button name="order" value="yes">Order</button></form>`,
  )
}

export const thanksPage = (id: string, amount: number, currency: string): string =>
  layout('Thank you', html`<p>Your order <strong>${id}</strong> over ${money(amount, currency)} is placed.</p>`)
