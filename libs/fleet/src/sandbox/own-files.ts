import type { PathLike } from 'node:fs'
import type { Broker } from './lockdown.ts'

// What `node:fs` is to code of an estate: its own folder, to read.
const broker = (globalThis as unknown as Record<symbol, Broker>)[Symbol.for('slipway.files')] as Broker
const placeOf = (place: PathLike): string => (place instanceof URL ? place.href : String(place))

export function readFileSync(place: PathLike, options?: unknown): string | Buffer {
  const text = broker.read(placeOf(place))
  return options === undefined || options === null ? Buffer.from(text) : text
}
export const readFile = (place: PathLike, options?: unknown): Promise<string | Buffer> =>
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
