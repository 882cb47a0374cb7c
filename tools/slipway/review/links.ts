import { resolved } from '@slipway/review'
import type { Odd, Side } from './side.ts'

/** Links that lead to links, one after the other. */
const mostHops = 16
/** Files that links to folders may bring. */
const mostFiles = 20_000

/** The target of a link, from the root of its tree; `undefined` if it leaves the tree. */
function targetOf(link: string, target: string): string | undefined {
  if (target.startsWith('/') || target.includes('\0')) return undefined
  return resolved(link.split('/').slice(0, -1).join('/'), target)
}

/** A path with every link on its way followed; `undefined` where one leaves the tree, or they go round. */
function followed(path: string, targets: ReadonlyMap<string, string>): string | undefined {
  let at = path
  for (let hop = 0; hop <= mostHops; hop++) {
    const parts = at.split('/')
    const link = parts.map((_, i) => parts.slice(0, i + 1).join('/')).find((prefix) => targets.has(prefix))
    if (link === undefined) return at
    const target = targetOf(link, targets.get(link) ?? '')
    if (target === undefined) return undefined
    at = [target, ...parts.slice(link.split('/').length)].filter((part) => part !== '').join('/')
  }
  return undefined
}

/**
 * A side in which links within the tree are the files that they lead to, as Argo CD and kustomize read them. A link
 * that leaves the tree, goes round or leads nowhere stays what it is, and is named.
 */
export async function withLinks(side: Side): Promise<Side> {
  const links = [...side.odd].filter(([, { kind }]) => kind === 'link').map(([path]) => path)
  if (links.length === 0) return side
  const targets = new Map([...(await side.read(links))].map(([path, content]) => [path, content.toString('utf8')]))
  const real = new Map<string, string>()
  const left = new Map<string, Odd>(side.odd)
  const isLarge = () => real.size > mostFiles
  for (const link of links) {
    const place = followed(link, targets)
    if (place === undefined || place === '' || link.startsWith(`${place}/`)) continue
    const inside = side.files.has(place)
      ? [place]
      : [...side.files.keys()].filter((file) => file.startsWith(`${place}/`))
    if (inside.length === 0 || isLarge()) continue
    left.delete(link)
    for (const file of inside) real.set(`${link}${file.slice(place.length)}`, file)
  }
  const of = (path: string): string => real.get(path) ?? path
  return {
    files: new Map([...side.files, ...[...real].map(([path, file]) => [path, side.files.get(file) ?? ''] as const)]),
    odd: left,
    executable: side.executable,
    sizes: (paths) => {
      const sizes = side.sizes(paths.map(of))
      return new Map(paths.map((path) => [path, sizes.get(of(path)) ?? 0]))
    },
    read: async (paths) => {
      const contents = await side.read([...new Set(paths.map(of))])
      return new Map(
        paths.flatMap((path) => {
          const content = contents.get(of(path))
          return content === undefined ? [] : [[path, content] as const]
        }),
      )
    },
  }
}
