import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { BuildContext } from '@slipway/checks/images'
import { InputFiles, inputIssue, type Issue } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import { defaults } from '@slipway/model'
import { readApp, userOf } from '@slipway/spec'
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

export interface Images {
  readonly images: number
  readonly issues: readonly Issue[]
}

/** What is wrong with apps' Dockerfiles. An app without one runs an image that others built. */
export async function imagesOf(root: string, app: string | undefined, fleet: Fleet): Promise<Images> {
  const apps = app === undefined ? readdirSync(path.join(root, 'apps')).sort() : [app]
  const files = new InputFiles(root)
  const all = new BuildFiles(root)
  const there = apps
    .map((name) => [name, `apps/${name}/Dockerfile`] as const)
    .filter(([, file]) => existsSync(path.join(root, file)))
  if (there.length === 0) return { images: 0, issues: [] }
  // With a parser of Dockerfiles.
  const { imageIssues } = await import('@slipway/checks/images')
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
