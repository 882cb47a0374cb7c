import { sha256, type Disk } from '../write/disk.ts'

/** A text of ours that is only a memory: a head of JSON in its first line, which begins with the sum of all that follows that. */
export interface Summed {
  readonly head: Readonly<Record<string, unknown>>
  readonly body: string
  /** Whether its sum is right. */
  readonly isWhole: boolean
  /** When it was saved, by the clock of the disk. */
  readonly saved: number
}

const begin = (version: number): RegExp => new RegExp(`^\\{"version":${version},"sum":"([0-9a-f]{64})",`)

/** The text to save. */
export function summed(version: number, head: Readonly<Record<string, unknown>>, body: string): string {
  const rest = `${JSON.stringify({ head }).slice(1)}\n${body}`
  return `{"version":${version},"sum":"${sha256(rest)}",${rest}`
}

/** @returns nothing where there is no such file, or one of another version */
export function readSummed(disk: Disk, file: string, version: number): Summed | undefined {
  const stat = disk.stat(file)
  if (stat?.kind !== 'file') return undefined
  const bytes = disk.read(file)
  const end = bytes.indexOf('\n')
  const line = bytes.toString('utf8', 0, Math.max(0, end))
  const [first, sum] = begin(version).exec(line) ?? []
  if (first === undefined) return undefined
  const isWhole = sha256(bytes.subarray(first.length)) === sum
  const { head } = isWhole ? (JSON.parse(line) as { head: Summed['head'] }) : { head: {} }
  return { head, body: bytes.toString('utf8', end + 1), isWhole, saved: stat.modified }
}
