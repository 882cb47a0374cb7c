import { folderOf, failed, issue, ok, show, type Issue, type Outcome, type Rendered, type Problem } from '@slipway/core'
import { emit, emitTemplate, NotYaml, skipMarker } from '@slipway/kube'
import { header, jsonText } from './header.ts'
import { folded, foldersAbove, foldersOf, pathProblem } from './path.ts'

export type Files = ReadonlyMap<string, string>

const control = /[\x00-\x1f\x7f\u2028\u2029]/

/** Fails on values YAML cannot express, or a missing source. */
export function textOf({ path, source, objects, template, document, json }: Rendered): Outcome<string> {
  const wrong = (at: string, ...problem: Problem): Outcome<string> => failed(issue(source, at, ...problem))
  if (source === '' || control.test(source)) {
    const want = 'the path of the file that this one is made from'
    return failed(issue(path, 'source', 'tree-source', show(source), want, 'name the source where it is rendered'))
  }
  if (json !== undefined) return ok(jsonText(source, json, path))
  const whole = template ?? document
  if (objects.length === 0 && whole === undefined)
    return wrong(
      path,
      'tree-empty',
      'no objects',
      'at least one object in a file',
      'leave the file out where it is rendered',
    )
  try {
    const text = `${header(source)}\n${whole === undefined ? emit(objects) : emitTemplate(whole)}`
    if (!text.includes(skipMarker)) return ok(text)
    const got = `${skipMarker}, with which Argo CD leaves the whole file out`
    return wrong(path, 'tree-skip-marker', got, 'manifests that Argo CD reads', 'take these words out of the text')
  } catch (error) {
    if (!(error instanceof NotYaml)) throw error
    return wrong(
      `${path}: ${error.at}`,
      'tree-value',
      error.got,
      'text, numbers, true or false, lists and plain objects',
      'correct the field, or the code that renders it',
    )
  }
}

/** Whether paths may stand in one tree; `filesOf` says why not. Looks at each folder once. */
export function fitTogether(paths: readonly string[]): boolean {
  const names = new Set<string>()
  const sound = new Map<string, boolean>()
  for (const path of paths) {
    const folder = folderOf(path)
    let fits = sound.get(folder)
    if (fits === undefined) sound.set(folder, (fits = pathProblem(`${folder}/a.yaml`) === undefined))
    if (!fits || pathProblem(`clusters/${path.slice(folder.length + 1)}`) !== undefined) return false
    names.add(folded(path))
  }
  const folders = [...foldersOf(paths)].map(folded)
  for (const folder of folders) names.add(folder)
  return names.size === paths.length + folders.length
}

/**
 * Sorted by path.
 * @returns or every path that climbs out, comes twice, differs from another in capitals only or is a folder of
 * another, and every value YAML cannot express
 */
export function filesOf(rendered: readonly Rendered[]): Outcome<Files> {
  const issues: Issue[] = []
  const taken = new Map<string, Rendered>()
  const files: [string, string][] = []
  for (const one of rendered) {
    const problem = pathProblem(one.path)
    if (problem !== undefined) {
      issues.push(
        issue(one.source, '', 'tree-path', `the path ${show(one.path)}`, problem, 'rename what the path is made of'),
      )
      continue
    }
    const key = folded(one.path)
    const other = taken.get(key)
    if (other !== undefined) {
      const same = other.path === one.path
      issues.push(
        issue(
          one.source,
          '',
          same ? 'tree-path-twice' : 'tree-path-case',
          `the path ${show(one.path)}`,
          same
            ? `one source for a path (${other.source} makes it, too)`
            : `paths that differ in more than capitals (${other.source} makes ${other.path})`,
          'rename one of the two',
        ),
      )
      continue
    }
    taken.set(key, one)
    const text = textOf(one)
    if (text.ok) files.push([one.path, text.value])
    else issues.push(...text.issues)
  }
  const folders = new Map<string, { folder: string; by: Rendered }>()
  for (const one of taken.values()) {
    for (const folder of foldersAbove(one.path)) {
      const holder = taken.get(folded(folder))
      const other = folders.get(folded(folder)) ?? { folder, by: one }
      folders.set(folded(folder), other)
      if (holder === undefined && other.folder === folder) continue
      const want =
        holder === undefined
          ? `folders that differ in more than capitals (${other.by.source} makes ${other.by.path})`
          : `folders that are not files (${holder.source} makes ${holder.path})`
      issues.push(
        issue(
          one.source,
          '',
          holder === undefined ? 'tree-path-case' : 'tree-path-in-file',
          `the path ${show(one.path)}`,
          want,
          'rename one of the two',
        ),
      )
      break
    }
  }
  return issues.length > 0 ? failed(...issues) : ok(new Map(files.sort(([a], [b]) => (a < b ? -1 : 1))))
}
