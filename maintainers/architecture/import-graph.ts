import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { floorsOf, projectsOf, type Project } from './workspace.ts'

interface Node {
  readonly name: string
  readonly about: string
  readonly floor: string
  readonly rooms: readonly string[]
}

export type Imports = ReadonlyMap<string, ReadonlySet<string>>

export interface Graph {
  readonly nodes: readonly Node[]
  readonly imports: Imports
}

/** The product's sources, without tests. */
const sourcesOf = (root: string, folder: string): readonly string[] =>
  globSync(`${folder}/**/*.{ts,js}`, {
    cwd: root,
    exclude: (name) => /(^|\/)(node_modules|test)(\/|$)|\.test\.ts$/.test(name),
  }).sort()

/** Without `src`; `undefined` for a file beside the rooms. */
function roomOf(folder: string, file: string): string | undefined {
  const [first, ...rest] = path
    .relative(folder, file)
    .replace(/^src\//, '')
    .split('/')
  return rest.length === 0 ? undefined : first
}

const importsIn = (root: string, folder: string) =>
  sourcesOf(root, folder).flatMap((file) =>
    ts.preProcessFile(readFileSync(path.join(root, file), 'utf8')).importedFiles.map(({ fileName }) => ({
      file,
      imported: fileName.startsWith('.') ? path.join(path.dirname(file), fileName) : fileName,
    })),
  )

function collect(pairs: Iterable<readonly [string | undefined, string | undefined]>): Imports {
  const all = new Map<string, Set<string>>()
  for (const [from, to] of pairs)
    if (from !== undefined && to !== undefined && from !== to) all.set(from, (all.get(from) ?? new Set()).add(to))
  return all
}

/** Whoever imports stands before what it imports, where there is no circle. */
function importersFirst(names: Iterable<string>, imports: Imports): readonly string[] {
  const left = new Set(names)
  const order: string[] = []
  const visit = (name: string): void => {
    if (!left.delete(name)) return
    for (const imported of imports.get(name) ?? []) visit(imported)
    order.unshift(name)
  }
  for (const name of [...left]) visit(name)
  return order
}

export function projectGraph(root: string): Graph {
  const projects = projectsOf(root)
  const floors = floorsOf(root).flatMap(([floor, layers]) => layers.map((layer) => ({ floor, layer })))
  const placeOf = (project: Project) => floors.findIndex(({ layer }) => layer === project.layer)
  const owner = (imported: string) =>
    projects.find(
      ({ folder, packageName }) =>
        imported.startsWith(`${folder}/`) || imported === packageName || imported.startsWith(`${packageName}/`),
    )?.name
  const imports = collect(
    projects.flatMap(({ name, folder, mayImport }) =>
      (mayImport ?? importsIn(root, folder).map(({ imported }) => owner(imported))).map((to) => [name, to] as const),
    ),
  )
  const names = projects.map(({ name }) => name)
  const order = importersFirst(names.toReversed(), imports)
  return {
    nodes: projects
      .toSorted((a, b) => placeOf(b) - placeOf(a) || order.indexOf(a.name) - order.indexOf(b.name))
      .map((project) => {
        const { name, folder, about, mayImport } = project
        const rooms =
          mayImport === undefined ? sourcesOf(root, folder).flatMap((file) => roomOf(folder, file) ?? []) : []
        return { name, about, floor: floors[placeOf(project)]?.floor ?? '', rooms: [...new Set(rooms)] }
      }),
    imports,
  }
}

/** The rooms of a lib, those with most imports first. @param folder such as `libs/review` */
export function roomGraph(root: string, folder: string): Graph {
  const nameOf = (file: string) =>
    file.startsWith(`${folder}/`) ? (roomOf(folder, file) ?? 'files beside them') : undefined
  const imports = collect(
    importsIn(root, folder).map(({ file, imported }) => [nameOf(file), nameOf(imported)] as const),
  )
  const names = new Set(sourcesOf(root, folder).flatMap((file) => nameOf(file) ?? []))
  if (names.size === 0)
    throw new Error(`${folder}: no sources in it; name the folder of a project, such as libs/review`)
  return {
    nodes: importersFirst(names, imports).map((name) => ({ name, about: '', floor: folder, rooms: [] })),
    imports,
  }
}

/** Without imports that a longer way says, too. */
export function reduced(imports: Imports): Imports {
  const left = new Map([...imports].map(([from, all]) => [from, new Set(all)]))
  const leads = (from: string, to: string, seen = new Set<string>()): boolean =>
    [...(left.get(from) ?? [])].some((next) => next === to || (!seen.has(next) && leads(next, to, seen.add(next))))
  for (const [from, all] of left)
    for (const to of [...all]) {
      all.delete(to)
      if (!leads(from, to)) all.add(to)
    }
  return left
}
