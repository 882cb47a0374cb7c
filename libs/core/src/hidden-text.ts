type Path = readonly (string | number)[]

/** A field or text that a person sees otherwise than a program reads it. */
interface Hidden {
  readonly path: Path
  readonly kind: 'proto' | 'control'
}

const control = /[\x00-\x1f\x7f\u0085\u2028\u2029]/

/**
 * Names `__proto__`, which objects of JavaScript drop, and with `isOneLine` texts of more than one line: a line break
 * in what is written into a file of lines is a line of its own. In the order of the value; each object once.
 */
export function hiddenText(value: unknown, isOneLine = false): readonly Hidden[] {
  const found: Hidden[] = []
  const seen = new Set<object>()
  const left: (readonly [value: unknown, path: Path])[] = [[value, []]]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [one, path] = next
    if (isOneLine && typeof one === 'string' && control.test(one)) found.push({ path, kind: 'control' })
    if (typeof one !== 'object' || one === null || seen.has(one)) continue
    seen.add(one)
    const keys = Object.keys(one)
    for (const key of keys.reverse()) {
      const at = [...path, Array.isArray(one) ? Number(key) : key]
      if (key === '__proto__') found.push({ path: at, kind: 'proto' })
      else left.push([(one as Record<string, unknown>)[key], at])
      if (isOneLine && control.test(key)) found.push({ path: at, kind: 'control' })
    }
  }
  return found
}
