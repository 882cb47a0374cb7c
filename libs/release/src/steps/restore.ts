import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { inTemporaryFolder } from '@slipway/cli/temporary'
import { failed, ok, refused, type Outcome } from '@slipway/core'
import { runCode, type Cluster, type Fleet } from '@slipway/fleet'
import { readApp, specNames, type AppSource, type ExtraCode } from '@slipway/spec'
import { functionStackFiles } from '../function-stack.ts'
import { contents, type Git } from '../git.ts'
import type { Keep } from './step.ts'

function filesAt(git: Git, commit: string, folder: string): Outcome<ReadonlyMap<string, string>> {
  const listed = git.run(['ls-tree', '-r', '-z', '--name-only', commit, '--', `${folder}/`])
  if (!listed.ok) return listed
  const names = listed.value.split('\0').filter((name) => name !== '')
  const texts = contents(
    git,
    names.map((name) => `${commit}:./${name}`),
  )
  if (!texts.ok) return texts
  return ok(
    new Map(
      names.flatMap((name, i) =>
        texts.value[i] === undefined ? [] : [[name.slice(folder.length + 1), texts.value[i]] as const],
      ),
    ),
  )
}

/** The spec, `extra.ts` and config files; no sources, no releases. */
const isSpec = (name: string): boolean =>
  !/^(?:src|releases|node_modules)\//.test(name) && !/^(?:Dockerfile|package(?:-lock)?\.json|README\.md)$/.test(name)

/** In a temporary folder, since the spec lies in none of the estate. */
const laidOut = <T>(files: ReadonlyMap<string, string>, name: string, work: (root: string) => T): T =>
  inTemporaryFolder('restore', (root) => {
    for (const [file, text] of files) {
      const full = path.join(root, 'apps', name, file)
      mkdirSync(path.dirname(full), { recursive: true })
      writeFileSync(full, text)
    }
    return work(root)
  })

const readThere = (files: ReadonlyMap<string, string>, name: string, fleet: Fleet): Promise<Outcome<AppSource>> =>
  laidOut(files, name, async (root) => {
    const { source, issues } = await readApp(root, name, fleet)
    if (source === undefined) return failed(...issues)
    const { extra, ...rest } = source
    if (extra === undefined) return ok(rest)
    // It runs when it is rendered, and the folder is gone by then.
    const run: ExtraCode['run'] = (via, input) =>
      laidOut(files, name, (again) =>
        runCode({ root: again, file: `apps/${name}/extra.ts`, imports: fleet.imports }, via, input),
      )
    return ok({ ...rest, extra: { ...extra, run } })
  })

export interface Restored {
  /** The spec of then, where today's renders something else. */
  readonly keep: Keep
  readonly rendered: ReadonlyMap<string, string>
}

/**
 * An app's spec and rendered files in a commit. The old image must not come back under a new spec, so the spec of
 * then goes into `releases/<cluster>/`; nothing that people write is touched.
 */
export async function restore(
  git: Git,
  app: AppSource,
  fleet: Fleet,
  cluster: Cluster,
  commit: string,
): Promise<Outcome<Restored>> {
  const kept = filesAt(git, commit, `apps/${app.name}/releases/${cluster.name}`)
  const own = kept.ok && kept.value.size > 0 ? kept : filesAt(git, commit, `apps/${app.name}`)
  if (!own.ok) return own
  const all = new Map([...own.value].filter(([name]) => isSpec(name)))
  const file = specNames.find((name) => all.has(name))
  if (file === undefined) {
    return refused(
      `apps/${app.name}`,
      'rollback-spec',
      `no spec in ${commit.slice(0, 12)}`,
      'app.ts or app.yaml in that commit',
      'go back to another state: --to N',
    )
  }
  const source = await readThere(all, app.name, fleet)
  if (!source.ok) {
    const at = `${commit.slice(0, 12)}:`
    const hint = `today's libs do not read the spec of then; write it anew in apps/${app.name}, or go back to another state: --to N`
    return failed(...source.issues.map((one) => ({ ...one, file: `${at}${one.file}`, hint: `${one.hint}; ${hint}` })))
  }
  const names = [file, ...(all.has('extra.ts') ? ['extra.ts'] : []), ...source.value.files.keys()]
  const files = new Map(names.map((name) => [name, all.get(name) ?? '']))
  const rendered = renderedAt(git, app.name, cluster, commit)
  if (!rendered.ok) return rendered
  return ok({ keep: { source: source.value, files }, rendered: rendered.value })
}

function renderedAt(git: Git, app: string, cluster: Cluster, commit: string): Outcome<ReadonlyMap<string, string>> {
  const teams = git.run(['ls-tree', '-d', '-z', '--name-only', commit, '--', `clusters/${cluster.name}/`])
  if (!teams.ok) return teams
  const rendered = new Map<string, string>()
  for (const team of teams.value.split('\0').filter((name) => name !== '')) {
    const files = filesAt(git, commit, `${team}/${app}`)
    if (!files.ok) return files
    for (const [name, text] of files.value) rendered.set(`${team}/${app}/${name}`, text)
  }
  const stacks = functionStackFiles(cluster, app)
  const texts = contents(
    git,
    stacks.map((file) => `${commit}:./${file}`),
  )
  if (!texts.ok) return texts
  for (const [i, file] of stacks.entries()) if (texts.value[i] !== undefined) rendered.set(file, texts.value[i])
  return ok(rendered)
}
