/** Product ids and how many of each, in the order they were put in. */
export type Cart = ReadonlyMap<string, number>

/** A cookie holds 4 kB (RFC 6265, 6.1); this many lines of 64 letters fit. */
const maxLines = 40
const maxQuantity = 99

const idPattern = /^[a-z0-9-]{1,64}$/

/** Reads `cup:2.kettle:1` from the cookie header; other parts are left out, as anyone can write a cookie. */
export function readCart(header: string | undefined): Cart {
  const value = /(?:^|;\s*)cart=([^;]*)/.exec(header ?? '')?.[1] ?? ''
  const lines = value.split('.').flatMap((part) => {
    const [id = '', count = ''] = part.split(':')
    const quantity = /^\d{1,2}$/.test(count) ? Number(count) : 0
    return idPattern.test(id) && quantity > 0 ? [[id, quantity] as const] : []
  })
  return new Map(lines.slice(0, maxLines))
}

/** One more of a product; a full cart, or what cannot be a product, changes nothing. */
export function addTo(cart: Cart, id: string): Cart {
  const quantity = cart.get(id) ?? 0
  if (!idPattern.test(id) || quantity >= maxQuantity || (quantity === 0 && cart.size >= maxLines)) return cart
  return new Map([...cart, [id, quantity + 1]])
}

/** The `set-cookie` header of a cart; an empty one is forgotten by the browser. */
export function cartCookie(cart: Cart): string {
  const value = [...cart].map(([id, quantity]) => `${id}:${quantity}`).join('.')
  return `cart=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${cart.size === 0 ? 0 : 30 * 24 * 60 * 60}`
}
