import type { PathLike } from 'node:fs'
import type { Broker } from './lockdown.ts'

// `node:fs` for code of an estate: reads its own folder.
const broker = (globalThis as unknown as Record<symbol, Broker>)[Symbol.for('slipway.files')] as Broker
const placeOf = (place: PathLike): string => (place instanceof URL ? place.href : String(place))

/** @param options an encoding, or an object with one, as Node has it */
export function readFileSync(
  place: PathLike,
  options?: BufferEncoding | { readonly encoding?: BufferEncoding } | null,
): string | Buffer {
  const bytes = broker.read(placeOf(place))
  const encoding = typeof options === 'string' ? options : options?.encoding
  return encoding == null ? bytes : bytes.toString(encoding)
}
export const readFile = (place: PathLike, options?: Parameters<typeof readFileSync>[1]): Promise<string | Buffer> =>
  new Promise((resolve) => resolve(readFileSync(place, options)))
export const readdirSync = (place: PathLike): readonly string[] => broker.list(placeOf(place))
export function existsSync(place: PathLike): boolean {
  try {
    broker.read(placeOf(place))
    return true
  } catch {
    return false
  }
}
export const promises = { readFile }
export default { readFileSync, readdirSync, existsSync, promises }
