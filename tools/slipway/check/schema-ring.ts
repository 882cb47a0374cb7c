import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { inTemporaryFolder } from '@slipway/cli/temporary'
import type { CheckCache, validate } from '@slipway/checks/light'
import { counted, folderOf, type Issue } from '@slipway/core'
import { kubernetesVersions, platformTeam } from '@slipway/fleet'
import { appScope, isKubernetes, kubernetesFolders, sha256 } from '@slipway/tree/light'
import type { Ring } from './report.ts'
import { noSource, type Tree } from './tree.ts'

/** In a temporary folder, for a ring that reads files when those on disk are stale. */
const laidOut = <T>(files: readonly string[], text: Tree['text'], work: (root: string) => Promise<T>): Promise<T> =>
  inTemporaryFolder('check', (root) => {
    for (const folder of new Set(files.map(folderOf))) mkdirSync(path.join(root, folder), { recursive: true })
    for (const file of files) writeFileSync(path.join(root, file), text(file))
    return work(root)
  })

export function foldersOf(files: Iterable<string>, app: string | undefined): readonly string[] {
  const all = [...files]
  if (app === undefined) return kubernetesFolders.filter((folder) => all.some((file) => file.startsWith(`${folder}/`)))
  const paths = all.filter((file) => isKubernetes(file) && appScope(app)(file, noSource))
  return [...new Set(paths.map(folderOf))]
}

/** Ring 3 could not ask. */
const unasked = new Set(['kubeconform-missing', 'schema-not-judged'])

async function schemas(root: string, files: Tree['files'], folders: readonly string[], judge: typeof validate) {
  const objectsOf = (absolute: string) => {
    const file = path.relative(root, absolute).split(path.sep).join('/')
    return files(folderOf(file)).find((one) => one.path === file)?.objects ?? []
  }
  const issues: Issue[] = []
  let judged = 0
  for (const kubernetesVersion of kubernetesVersions) {
    const result = await judge({ root, folders, kubernetesVersion, objectsOf })
    if (result.ok) judged = Math.max(judged, result.value.valid)
    else issues.push(...result.issues)
    if (issues.some((issue) => unasked.has(issue.code)))
      return { ran: false, what: 'DID NOT RUN: kubeconform cannot be asked', issues }
  }
  const what = `${judged === 0 ? '' : `${counted(judged, 'object')}, `}Kubernetes ${kubernetesVersions.join(', ')}`
  return { ran: true, what, issues }
}

/**
 * A kind without a schema is told once: not where ring 2 says that its kind is wrong, and as a warning where the fleet
 * gives the team a kind (`may.kinds`), which nobody here knows.
 */
export function unknownOnce(issues: readonly Issue[], told: readonly Issue[]): readonly Issue[] {
  const wrong = new Set(
    told.flatMap(({ file, at, warning = false }) => (!warning && (at === 'kind' || at === 'apiVersion') ? [file] : [])),
  )
  return issues.flatMap((one) => {
    if (one.code !== 'schema-unknown-kind') return [one]
    if (wrong.has(one.file)) return []
    const [root, , team] = one.file.split('/')
    const isTeams = root === 'clusters' && team !== platformTeam
    return isTeams
      ? [{ ...one, warning: true, hint: `its fields are not checked; to have them checked, ${one.hint}` }]
      : [one]
  })
}

/** More folders do not fit into one command. */
const mostNamed = 1000

export const judgedFiles = (files: Iterable<string>): number => [...files].filter(isKubernetes).length

export const judgedBefore = (files: number): string =>
  `${counted(files, 'file')} as ${files === 1 ? 'it was' : 'they were'} judged before, Kubernetes ${kubernetesVersions.join(', ')}`

/** Asks about what no earlier run found valid. */
export async function validated(
  root: string,
  { hashes, text, files }: Tree,
  {
    app,
    judge,
    cache,
    isDrifted,
  }: {
    readonly app: string | undefined
    readonly judge: typeof validate
    readonly cache: CheckCache | undefined
    readonly isDrifted: boolean
  },
): Promise<Omit<Ring, 'name' | 'seconds'> & { readonly valid: ReadonlyMap<string, string> }> {
  const roots = foldersOf(hashes.keys(), app)
  const paths = [...hashes.keys()].filter((file) => roots.some((folder) => file.startsWith(`${folder}/`)))
  const textsOf = (own: readonly string[]) => own.toSorted().map((file) => `${file} ${hashes.get(file)}\n`)
  const texts = new Map(
    [...Map.groupBy(paths, folderOf)].map(([folder, own]) => [folder, sha256(textsOf(own).join(''))]),
  )
  const fresh = [...texts].filter(([folder, hash]) => cache?.isValid(folder, hash) !== true)
  if (fresh.length === 0) return { ran: true, what: judgedBefore(paths.length), issues: [], valid: new Map() }
  const isAll = fresh.length > mostNamed || fresh.length === texts.size
  const asked = new Set(isAll ? texts.keys() : fresh.map(([folder]) => folder))
  const ask = (at: string) => schemas(at, files, isAll ? roots : [...asked], judge)
  const said = isDrifted
    ? await laidOut(
        paths.filter((file) => asked.has(folderOf(file))),
        text,
        ask,
      )
    : await ask(root)
  return { ...said, valid: new Map(said.ran && said.issues.length === 0 ? fresh : []) }
}
