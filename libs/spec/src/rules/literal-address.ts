const v4 = String.raw`\d{1,3}(?:\.\d{1,3}){3}`
const v6 = String.raw`\[[0-9A-Fa-f:.]{2,45}\]`
/** After a scheme, with or without a user; or alone with a port. Bounded, as values may be long. */
const places = [
  new RegExp(`[a-z][a-z0-9+.-]{0,30}://(?:[^\\s/@]{0,500}@)?(${v4}|${v6})(?![\\w.-])(?::\\d{1,5})?`, 'gi'),
  new RegExp(`(?<![\\w.:/@-])(${v4}|${v6}):\\d{1,5}(?![\\w.])`, 'g'),
]

/** The pod's own: where it listens, and what runs beside the app. */
const own = /^(127\.|0\.0\.0\.0$|\[::1?\]$)/

/**
 * An address of a machine where the name of an app or a host belongs (SYSTEM.md S3-04): `10.0.0.5` of
 * `http://10.0.0.5:8080`, without what may be a secret.
 */
export function literalAddress(text: string): string | undefined {
  for (const place of places)
    for (const [, address = ''] of text.matchAll(place)) if (!own.test(address)) return address
  return undefined
}
