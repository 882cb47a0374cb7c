import { entitiesOf, splitRendered, unhashed, type Entity, type Source } from '@slipway/review'

/** An object of a plain file as kustomize would leave it: in the namespace that its kustomization gives it. */
function placed(text: string, namespace: string): string {
  return namespace === ''
    ? text
    : text.replace(/^metadata:[ \t]*\n([ \t]+)/m, `metadata:\n$1namespace: ${namespace}\n$1`)
}
const identity = ({ kind, group, name }: Entity): string => [kind, group, unhashed(name)].join('\0')

/**
 * The plain files of a side without a kustomization for them. Whoever applied the folder applied these, so an object
 * there is the same one.
 */
export function plainFiles(
  contents: ReadonlyMap<string, Buffer>,
  rendered: ReadonlyMap<string, string>,
  location: Source['location'],
): ReadonlyMap<string, string> {
  const twins = new Map(
    [...rendered].flatMap(([file, text]) =>
      entitiesOf(file, text).entities.map((one) => [identity(one), one] as const),
    ),
  )
  const found = new Map<string, string>()
  for (const content of contents.values())
    for (const text of splitRendered({ location }, content.toString('utf8')).values())
      for (const one of entitiesOf('', text).entities) {
        const twin = twins.get(identity(one))
        if (twin !== undefined && ['', twin.namespace].includes(one.namespace))
          found.set(twin.path, one.namespace === '' ? placed(text, twin.namespace) : text)
      }
  return found
}
