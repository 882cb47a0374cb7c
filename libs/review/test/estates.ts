import { effectCases } from './effect-cases.ts'
import type { Files } from './corpus.ts'
import { riskCases } from './risk-cases/all.ts'

const texts = (side: string | Readonly<Record<string, string>>): readonly string[] =>
  typeof side === 'string' ? [side] : Object.values(side)

/** Every object of the cases, each once: kinds of all sorts, safe ones and others. */
const objects: readonly string[] = [
  ...new Set(
    [
      ...riskCases.flatMap(([, before, after]) => [before, after]),
      ...effectCases.flatMap(({ before, after, beside }) => [before, after, beside]),
    ]
      .flatMap(texts)
      .flatMap((text) => text.replaceAll('<now>', '2026-01-01T00:00:00Z').split(/^---\n/m))
      .filter((text) => text.trim() !== ''),
  ),
]
/** The same object under a name and in a namespace of its own. */
const own = (text: string, i: number): string =>
  text.replace(/name: web\b/, `name: web${i}`).replace(/namespace: shop\b/, `namespace: shop${i}`)
const indented = (text: string): string => `- ${text.trim().replaceAll('\n', '\n  ')}\n`

/** Where each kind of repository keeps its objects: path and text, by the number of the object. */
const layouts = {
  'kustomize, built': (text: string, i: number) => [
    `apps/app${i % 40}/overlays/${['dev', 'staging', 'prod'][i % 3]}/${i}.yaml`,
    text,
  ],
  'helm, rendered': (text: string, i: number) => [
    `rendered/${['staging', 'prod-eu', 'prod-us'][i % 3]}/chart${i % 30}/templates/${i}.yaml`,
    `# Source: chart\n${text}`,
  ],
  'one folder for each cluster': (text: string, i: number) => [
    `clusters/${['a', 'b'][i % 2]}/shop${i % 9}/${i}.yml`,
    text,
  ],
  'many in one file': (text: string, i: number) => [`manifests/${i % 60}.yaml`, `---\n${text}`],
  'lists, as kubectl prints them': (text: string, i: number) => [`dump/${i % 60}.yaml`, indented(text)],
} as const satisfies Readonly<Record<string, (text: string, i: number) => readonly [string, string]>>

/** Five repositories of layouts that are not ours. */
export const estates: Readonly<Record<string, Files>> = Object.fromEntries(
  Object.entries(layouts).map(([name, place]) => {
    const files = new Map<string, string>()
    for (const [i, text] of objects.entries()) {
      const [path, placed] = place(own(text, i), i)
      files.set(
        path,
        `${files.get(path) ?? (name.startsWith('lists') ? 'apiVersion: v1\nkind: List\nitems:\n' : '')}${placed}`,
      )
    }
    return [name, files]
  }),
)
