import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { BuildContext } from '@slipway/checks/images'
import { InputFiles, inputIssue, type Issue } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import { BuildFiles } from './build-files.ts'

/** As Docker has it: an ignore file of the Dockerfile's own goes before that of the context. */
function contextOf(files: InputFiles, dockerfile: string, all: BuildFiles): BuildContext {
  const own = `${dockerfile}.dockerignore`
  const ignoreFile = existsSync(path.join(files.root, own)) ? own : '.dockerignore'
  const isThere = existsSync(path.join(files.root, ignoreFile))
  return {
    ignoreFile,
    ignored: isThere ? files.read(ignoreFile).toString('utf8') : undefined,
    matching: (pattern) => all.matching(pattern),
  }
}

interface Images {
  readonly images: number
  readonly issues: readonly Issue[]
}

/** Apps that have a Dockerfile. An app without one runs an image that others built. */
function dockerfilesOf(root: string, app: string | undefined): readonly (readonly [name: string, file: string])[] {
  const folder = path.join(root, 'apps')
  const apps = app !== undefined ? [app] : existsSync(folder) ? readdirSync(folder).sort() : []
  return apps
    .map((name) => [name, `apps/${name}/Dockerfile`] as const)
    .filter(([, file]) => existsSync(path.join(root, file)))
}

/** Checks Dockerfiles by their texts alone, where the build context is not there. */
export async function originsOf(root: string, app: string | undefined): Promise<Images> {
  const there = dockerfilesOf(root, app)
  if (there.length === 0) return { images: 0, issues: [] }
  const files = new InputFiles(root)
  const { originIssues } = await import('@slipway/checks/images')
  const issues = there.flatMap(
    ([, file]) => inputIssue(root, file) ?? originIssues({ file, text: files.read(file).toString('utf8') }),
  )
  return { images: there.length, issues }
}

export async function imagesOf(root: string, app: string | undefined, fleet: Fleet): Promise<Images> {
  const files = new InputFiles(root)
  const all = new BuildFiles(root)
  const there = dockerfilesOf(root, app)
  if (there.length === 0) return { images: 0, issues: [] }
  // With a parser of Dockerfiles, and of specs.
  const { imageIssues } = await import('@slipway/checks/images')
  const { defaults } = await import('@slipway/model')
  const { readApp, userOf } = await import('@slipway/spec')
  const issues = await Promise.all(
    there.map(async ([name, file]): Promise<readonly Issue[]> => {
      const problems = [file, `${file}.dockerignore`, '.dockerignore'].flatMap((one) => inputIssue(root, one) ?? [])
      if (problems.length > 0) return problems
      const { source } = await readApp(root, name, fleet)
      const [spec] = source?.specs.values() ?? []
      const user =
        (spec === undefined || spec.kind === 'function' ? undefined : userOf(spec)) ??
        defaults[spec?.edition ?? fleet.edition].user
      return imageIssues({ file, text: files.read(file).toString('utf8'), user }, contextOf(files, file, all))
    }),
  )
  return { images: there.length, issues: issues.flat() }
}
