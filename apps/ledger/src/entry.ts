import { Refusal } from '@slipway/service'

/** What a writer may say. */
export interface NewEntry {
  /** Chosen by the writer; the same key again is the same entry. */
  readonly key: string
  readonly kind: string
  /** In the currency's smallest unit; may be negative. */
  readonly amount: number
  readonly currency: string
  /** Whatever the writer has to find again. */
  readonly detail: unknown
}

export interface Entry extends NewEntry {
  /** When it was written, RFC 3339 in UTC. */
  readonly at: string
}

/** Bytes of a detail; an entry is a note, not a document. */
const maxDetail = 16 * 1024

/** @throws Refusal 400 with the first thing that is wrong */
export function parseEntry(value: unknown): NewEntry {
  const refuse = (sentence: string): never => {
    throw new Refusal(400, sentence)
  }
  if (typeof value !== 'object' || value === null) return refuse('An entry is an object.')
  const { key, kind, amount, currency, detail = null } = value as Record<string, unknown>
  if (typeof key !== 'string' || !/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(key)) {
    return refuse('"key" has to be 1 to 128 letters, digits, dots, dashes or underscores.')
  }
  if (typeof kind !== 'string' || !/^[a-z-]{1,32}$/.test(kind))
    return refuse('"kind" has to be small letters and dashes, at most 32.')
  if (typeof amount !== 'number' || !Number.isSafeInteger(amount))
    return refuse('"amount" has to be a whole number, in cents.')
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency))
    return refuse('"currency" has to be three capital letters.')
  if (Buffer.byteLength(JSON.stringify(detail)) > maxDetail)
    return refuse(`"detail" is longer than ${maxDetail} bytes.`)
  return { key, kind, amount, currency, detail }
}

/** @throws Refusal 400 when it is no day of the calendar */
export function parseDay(text: string | null): string {
  const day = text ?? ''
  const date = new Date(`${day}T00:00:00Z`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day) {
    throw new Refusal(400, '"day" has to be a day like 2026-11-20 (UTC).')
  }
  return day
}
