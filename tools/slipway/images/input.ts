import { pathPattern } from '@slipway/core'

/** As far as images have them; others are reported (`unknownInputs`). */
export type Input =
  | string
  | { readonly input: string; readonly projects: string | readonly string[] }
  | { readonly externalDependencies: readonly string[] }

export type NamedInputs = Readonly<Record<string, readonly Input[]>>

export interface Project {
  readonly name: string
  readonly root: string
  readonly inputs: readonly Input[]
}

type Fits = (file: string) => boolean

/** A file has to fit one pattern without `!`, and none with it. */
type Group = readonly string[]

/** `{a,b}/c` is `a/c` and `b/c`. */
const alternatives = (glob: string): readonly string[] => {
  const [, before, list, after] = /^([^{}]*)\{([^{}]*)\}(.*)$/s.exec(glob) ?? []
  return list === undefined ? [glob] : list.split(',').flatMap((one) => alternatives(`${before}${one}${after}`))
}

/** Globs of nx.json and of what a Dockerfile copies; `undefined` for those that we do not read (extglobs, classes). */
export function globPattern(glob: string): Fits | undefined {
  if (/[![\]()+@\\]/.test(glob)) return undefined
  const all = alternatives(glob).map(pathPattern)
  return (file) => all.some((fits) => fits(file))
}

/** In doubt a file is an input: an image too many costs minutes, one too few is a fix that nobody gets. */
function groupPattern(group: Group): Fits {
  const wanted = group.filter((one) => !one.startsWith('!')).map((one) => globPattern(one) ?? (() => true))
  const unwanted = group.filter((one) => one.startsWith('!')).flatMap((one) => globPattern(one.slice(1)) ?? [])
  return (file) => wanted.some((fits) => fits(file)) && !unwanted.some((fits) => fits(file))
}

/** Its named inputs unfolded, with the groups of other projects. */
function unfold(
  inputs: readonly Input[],
  root: string,
  named: NamedInputs,
  roots: ReadonlyMap<string, string>,
): readonly Group[] {
  const own: string[] = []
  const others: Group[] = []
  for (const input of inputs) {
    if (typeof input === 'string') {
      const known = named[input]
      if (known !== undefined) {
        const [first = [], ...more] = unfold(known, root, named, roots)
        own.push(...first)
        others.push(...more)
      } else own.push(input.replace('{projectRoot}', root).replace('{workspaceRoot}/', ''))
    } else if ('input' in input) {
      for (const project of [input.projects].flat()) {
        const there = roots.get(project)
        if (there !== undefined) others.push(...unfold([input.input], there, named, roots))
      }
    }
  }
  return [own, ...others]
}

/** More than files; npm's packages are covered by the lockfile. */
export const unknownInputs = (inputs: readonly unknown[]): readonly unknown[] =>
  inputs.filter((input) => {
    if (typeof input === 'string') return input.startsWith('^')
    return !(
      typeof input === 'object' &&
      input !== null &&
      ('externalDependencies' in input || ('input' in input && 'projects' in input))
    )
  })

/**
 * Reads the target's inputs as Nx does (https://nx.dev/reference/inputs), but also for deleted files, which `nx show
 * target inputs` cannot list.
 * @param changed paths from the workspace's root
 * @param roots every project's folder, by name
 */
export function imageFiles(
  project: Project,
  changed: readonly string[],
  named: NamedInputs,
  roots: ReadonlyMap<string, string>,
): readonly string[] {
  const groups = unfold(project.inputs, project.root, named, roots).map(groupPattern)
  return changed.filter((file) => groups.some((fits) => fits(file)))
}
