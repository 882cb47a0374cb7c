import { fields, isFields, mapDeep, type Fields, type Labels } from '@slipway/kube'

/** `a.b` of every value, as selectors of generators name them. */
export function flat(value: Fields, prefix = ''): Labels {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]): readonly (readonly [string, string])[] =>
      isFields(inner) ? Object.entries(flat(inner, `${prefix}${key}.`)) : [[`${prefix}${key}`, String(inner)]],
    ),
  )
}

/** The value of `.path.basename`, `path[0]`, `index .path.segments 0`; of other expressions, none. */
export function valueOf(expression: string, parameters: Fields): string | undefined {
  const [, list_, index] = /^index\s+(\S+)\s+(\d+)$/.exec(expression) ?? /^()path\[(\d+)\]$/.exec(expression) ?? []
  const place = index === undefined ? expression : `${list_ === '' ? '.path.segments' : (list_ ?? '')}.${index}`
  if (!/^[\w./-]+$/.test(place)) return undefined
  const found = place
    .replace(/^\./, '')
    .split('.')
    .reduce<unknown>((value, key) => (Array.isArray(value) ? value[Number(key)] : fields(value)[key]), parameters)
  const value =
    isFields(found) && place === 'path' ? found['path'] : (found ?? flat(parameters)[place.replace(/^\./, '')])
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined
}

/** A template with its values; itself where one is not known. */
export function filled(template: string, parameters: Fields): string {
  let known = true
  const out = template.replaceAll(/\{\{-?\s*(.*?)\s*-?\}\}/g, (_, expression: string) => {
    const value = valueOf(expression, parameters)
    known &&= value !== undefined
    return value ?? ''
  })
  return known ? out : template
}

/** Every text of a value, filled. */
export const filledAll = (value: unknown, parameters: Fields): unknown =>
  mapDeep(value, { text: (text) => filled(text, parameters) })
