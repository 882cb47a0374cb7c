import type { Handler } from './request.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
/** `GET /products/:id`; a part that begins with a colon takes one segment of the path. */
export type Routes = Readonly<Partial<Record<`${Method} /${string}`, Handler>>>

export type Found =
  | {
      readonly kind: 'route'
      readonly route: string
      readonly handler: Handler
      readonly params: Readonly<Record<string, string>>
    }
  | { readonly kind: 'other-method'; readonly allow: readonly string[] }
  | { readonly kind: 'nothing' }

interface Line {
  readonly method: string
  readonly route: string
  readonly parts: readonly string[]
  readonly handler: Handler
}

const split = (path: string): readonly string[] => path.split('/').slice(1)

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}

function matchParts(pattern: readonly string[], given: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== given.length) return undefined
  const params: Record<string, string> = {}
  for (const [i, part] of pattern.entries()) {
    const value = decode(given[i] ?? '')
    if (value === undefined) return undefined
    if (!part.startsWith(':')) {
      if (part !== value) return undefined
    } else if (value === '') return undefined
    else params[part.slice(1)] = value
  }
  return params
}

/** Finds who answers `method path`. Fixed segments win over `:params`; HEAD is answered as GET. */
export function router(routes: Routes): (method: string, path: string) => Found {
  const lines: readonly Line[] = Object.entries(routes).flatMap(([key, handler]) => {
    const [method = '', route = ''] = key.split(' ')
    return handler === undefined ? [] : [{ method, route, parts: split(route), handler }]
  })
  const loose = (line: Line) => line.parts.filter((part) => part.startsWith(':')).length
  const ordered = [...lines].sort((a, b) => loose(a) - loose(b))
  return (method, path) => {
    const wanted = method === 'HEAD' ? 'GET' : method
    const given = split(path)
    const fits = ordered.flatMap((line) => {
      const params = matchParts(line.parts, given)
      return params === undefined ? [] : [{ line, params }]
    })
    const hit = fits.find(({ line }) => line.method === wanted)
    if (hit !== undefined)
      return { kind: 'route', route: hit.line.route, handler: hit.line.handler, params: hit.params }
    return fits.length > 0
      ? { kind: 'other-method', allow: [...new Set(fits.map(({ line }) => line.method))] }
      : { kind: 'nothing' }
  }
}
