import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { failed, issue, ok, readJson, refused, type Issue, type Outcome } from '@slipway/core'
import type { KubernetesVersion } from '@slipway/fleet'
import { findKubeconform, type Kubeconform } from './kubeconform-binary.ts'
import { issuesOf, type ObjectsOf, type Place, type Result } from './kubeconform-issue.ts'
import { type Machine, thisMachine } from './kubeconform-machine.ts'
import { schemaFolder, schemaLocations } from './kubeconform-schema.ts'

interface ValidateInput {
  readonly root: string
  readonly folders: readonly string[]
  readonly kubernetesVersion: KubernetesVersion
  /** For messages, which show types only without it. @param file an absolute path */
  readonly objectsOf?: ObjectsOf
  /** @default the machine that this process runs on */
  readonly machine?: Machine
  /** @default the one that `findKubeconform` finds */
  readonly kubeconform?: Kubeconform
}

interface Validated {
  readonly valid: number
  readonly files: number
  readonly kubernetesVersion: KubernetesVersion
  readonly kubeconform: Kubeconform
}

interface Answer {
  readonly resources: readonly Result[]
}

const isManifest = (name: string): boolean => /\.(ya?ml|json)$/i.test(name)

function manifests(folder: string): readonly string[] {
  if (!statSync(folder).isDirectory()) return [folder]
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(isManifest)
    .map((name) => path.join(folder, name))
}

function emptyFolder(folder: string, got: string): Issue {
  const hint = 'render the tree first: nx run gen:manifests'
  return issue(folder, '', 'schema-nothing-to-judge', got, 'at least one manifest', hint)
}

type Asked = Pick<ValidateInput, 'root' | 'folders' | 'kubernetesVersion'>

async function ask(input: Asked, machine: Machine, kubeconform: Kubeconform): Promise<Outcome<Answer>> {
  const locations = schemaLocations(input.kubernetesVersion).flatMap((location) => ['-schema-location', location])
  const folders = input.folders.map((folder) => path.resolve(input.root, folder))
  // Without `-verbose` a file without objects would look valid.
  const args = ['-strict', '-output', 'json', '-verbose', '-n', '2', ...locations, '--', ...folders]
  // Relative, so that no character of the repository's path is taken for a template or a URL.
  const ran = await machine.run(kubeconform.command, args, { env: machine.env, cwd: schemaFolder, timeout: 600_000 })
  const answer = readJson(ran.stdout)
  if (answer !== undefined) return ok(answer as Answer)
  const said = ran.stderr.trim().split('\n')[0] ?? ''
  const got = `${kubeconform.command} ended with ${String(ran.code ?? 'no exit code')}: ${said}`
  const hint = 'ring 3 did not run; correct what the message names'
  return refused(input.folders.join(', '), 'schema-not-judged', got, 'an answer in JSON', hint)
}

function silent(root: string, files: readonly string[], judged: readonly Result[]): readonly Issue[] {
  const spoken = new Set(judged.map((result) => path.resolve(result.filename)))
  return files
    .filter((file) => !spoken.has(file))
    .map((file) =>
      issue(
        path.relative(root, file).split(path.sep).join('/'),
        '',
        'schema-empty-file',
        'no object in it',
        'one Kubernetes object',
        'take the file out, or render the tree again',
      ),
    )
}

/**
 * Ring 3: every object below some folders by kubeconform `-strict` and the vendored schemas, offline. A kind without
 * a schema is an error, and so is an empty folder.
 */
export async function validate(input: ValidateInput): Promise<Outcome<Validated>> {
  const machine = input.machine ?? thisMachine()
  const files: string[] = []
  const empty: Issue[] = []
  for (const folder of input.folders) {
    const where = path.resolve(input.root, folder)
    const found = statSync(where, { throwIfNoEntry: false }) === undefined ? undefined : manifests(where)
    if (found === undefined) empty.push(emptyFolder(folder, 'no such folder'))
    else if (found.length === 0) empty.push(emptyFolder(folder, 'no YAML or JSON file'))
    else files.push(...found)
  }
  if (input.folders.length === 0) empty.push(emptyFolder('clusters', 'no folder'))
  if (empty.length > 0) return failed(...empty)
  const found = input.kubeconform === undefined ? await findKubeconform(machine) : ok(input.kubeconform)
  if (!found.ok) return found
  const answer = await ask(input, machine, found.value)
  if (!answer.ok) return answer
  const { kubernetesVersion, objectsOf = () => [] } = input
  const place: Place = { root: path.resolve(input.root), schemas: schemaFolder, kubernetesVersion, objectsOf }
  const judged = answer.value.resources.filter((result) => result.status !== '')
  const refused = judged.filter((result) => result.status !== 'statusValid')
  const issues = [...refused.flatMap((result) => issuesOf(place, result)), ...silent(place.root, files, judged)]
  if (issues.length > 0) return failed(...issues)
  return ok({ valid: judged.length, files: files.length, kubernetesVersion, kubeconform: found.value })
}
