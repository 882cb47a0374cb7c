import { inputOf, review } from '@slipway/review'
import type { NastyFile } from './nasty-files.ts'

export interface Answer {
  readonly objects?: readonly unknown[]
  readonly error?: string
}

/** Our reading: its objects, and whether the review reports that it is odd. */
interface Ours {
  readonly objects: readonly unknown[]
  readonly isTold: boolean
}

const folder = 'clusters/prod-eu/shop/web'

/** Our reading of a new file of the tree, by the review itself. */
export function ours({ name, text }: NastyFile): Ours {
  // Other names are no manifests to the review, nor to Argo CD.
  const file = /\.(?:ya?ml|json)$/i.test(name) ? [[`${folder}/${name}`, text] as const] : []
  const done = review(inputOf(new Map(), new Map(file), { isEstate: true }))
  return {
    // The review reports other fields of a List, which are no object to Argo CD.
    objects: done.changes.flatMap(({ after }) => (after === undefined || 'list' in after.value ? [] : [after.value])),
    isTold: done.issues.length > 0 || done.files.some(({ level }) => level === 'high'),
  }
}

/** As JSON with sorted keys; JSON knows no negative zero. */
function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`
  if (typeof value === 'number') return JSON.stringify(value + 0)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if ('toJSON' in value && typeof value.toJSON === 'function') return stableNumber(String(value.toJSON()))
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${stable(inner)}`).join(',')}}`
}
const stableNumber = (text: string): string =>
  Number.isNaN(Number(text)) ? JSON.stringify(text) : JSON.stringify(Number(text))

/** Why our reading of a file is no safe picture of Argo CD's, or `undefined`. */
export function difference(own: Ours, argo: Answer): 'other objects' | 'refused' | undefined {
  if (own.isTold) return undefined
  if (argo.error !== undefined) return 'refused'
  const [a, b] = [own.objects, argo.objects ?? []].map((objects) => objects.map(stable).sort().join('\n'))
  return a === b ? undefined : 'other objects'
}
