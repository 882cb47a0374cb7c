import { readJson } from '@slipway/core'
import { isFields, text, type Fields } from '@slipway/kube'
import { readYaml } from '@slipway/kube/read-yaml'

/** JSON, by the reader that Node's own fault with escaped keys does not touch (DESIGN 10). */
export function readPackageJson(path: string, source: string | undefined): Fields | undefined {
  if (source === undefined) return {}
  if (source.includes('\\')) {
    const { docs, issues } = readYaml(path, source)
    return issues.length > 0 || !isFields(docs[0]?.value) ? undefined : docs[0].value
  }
  const value = readJson(source)
  return isFields(value) ? value : undefined
}

const numbersOf = (version: unknown): readonly number[] =>
  (/^\d+(?:\.\d+)*/.exec(text(version) ?? '')?.[0] ?? '').split('.').map(Number)
/** Whether a version comes before another one. */
export function isOlder(before: unknown, after: unknown): boolean {
  const [was, is] = [numbersOf(before), numbersOf(after)]
  const first = was.findIndex((part, i) => part !== (is[i] ?? 0))
  return first >= 0 && (is[first] ?? 0) < (was[first] ?? 0)
}
