import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { imageIssues, type BuildContext } from '@slipway/checks'
import type { Issue } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import { defaults } from '@slipway/model'
import { readApp, userOf } from '@slipway/spec'

const named = (root: string, file: string): string | undefined =>
  existsSync(path.join(root, file)) ? readFileSync(path.join(root, file), 'utf8') : undefined

/** As Docker has it: an ignore file of the Dockerfile's own goes before that of the context. */
function contextOf(root: string, dockerfile: string): BuildContext {
  const own = `${dockerfile}.dockerignore`
  const ignoreFile = existsSync(path.join(root, own)) ? own : '.dockerignore'
  return {
    ignoreFile,
    ignored: named(root, ignoreFile),
    matching: (pattern) => {
      const found = globSync(pattern === '' || pattern === '.' ? '*' : pattern, { cwd: root, withFileTypes: true })
      return found.flatMap((entry) => {
        const at = path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/')
        if (!entry.isDirectory()) return [at]
        const within = readdirSync(path.join(root, at), { recursive: true, withFileTypes: true })
        const files = within.filter((one) => one.isFile() && !one.parentPath.includes('node_modules'))
        return files.map((one) => path.relative(root, path.join(one.parentPath, one.name)).split(path.sep).join('/'))
      })
    },
  }
}

export interface Images {
  readonly images: number
  readonly issues: readonly Issue[]
}

/** What is wrong with apps' Dockerfiles. An app without one runs an image that others built. */
export async function imagesOf(root: string, app: string | undefined, fleet: Fleet): Promise<Images> {
  const apps = app === undefined ? readdirSync(path.join(root, 'apps')).sort() : [app]
  const files = apps.map((name) => [name, `apps/${name}/Dockerfile`] as const)
  const there = files.flatMap(([name, file]) => {
    const text = named(root, file)
    return text === undefined ? [] : [{ name, file, text }]
  })
  const issues = await Promise.all(
    there.map(async ({ name, file, text }) => {
      const { source } = await readApp(root, name, fleet)
      const [spec] = source?.specs.values() ?? []
      const user = userOf(spec ?? {}) ?? defaults[spec?.edition ?? fleet.edition].user
      return imageIssues({ file, text, user }, contextOf(root, file))
    }),
  )
  return { images: there.length, issues: issues.flat() }
}
