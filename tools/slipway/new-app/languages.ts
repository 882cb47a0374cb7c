import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Kind } from '@slipway/spec'

/** `image` runs an image that others build: there are no sources. */
export const languages = ['node', 'python', 'go', 'java', 'image'] as const
export type Language = (typeof languages)[number]

const templates = path.join(import.meta.dirname, 'templates')

function filesIn(folder: string): readonly (readonly [name: string, text: string])[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => [entry.name, readFileSync(path.join(folder, entry.name), 'utf8')] as const)
}

/** Services listen on a port; runs and functions do not. */
export const roomOf = (kind: Kind): 'service' | 'cron' | 'function' =>
  kind === 'cron' || kind === 'function' ? kind : 'service'

/**
 * The files of a language for every kind, and for services, runs or functions, by path below the app's folder; `NAME`
 * stands for the app.
 */
export function templateFiles(lang: Language, name: string, kind: Kind): ReadonlyMap<string, string> {
  const room = roomOf(kind)
  if (lang === 'image') return new Map()
  const own = lang === 'node' && room !== 'function' ? [] : filesIn(path.join(templates, lang, room))
  const all = [...filesIn(path.join(templates, lang)), ...own]
  return new Map(
    all.map(([file, text]) => {
      const named = text.replaceAll(/(?<![A-Z_])NAME(?![A-Z_])/g, name)
      const place = lang === 'node' && /\.ts$/.test(file) ? `src/${file}` : file
      return [place, room !== 'service' && file === 'Dockerfile' ? named.replace(/^EXPOSE .*\n/m, '') : named]
    }),
  )
}

/** How its own tool chain tests it, in the app's folder. */
export const testCommand: Readonly<Record<Exclude<Language, 'image'>, (app: string) => string>> = {
  node: (app) => `npx vitest run apps/${app}`,
  python: (app) => `python3 -m unittest discover apps/${app}`,
  go: (app) => `go -C apps/${app} test ./...`,
  java: (app) => `javac -d /tmp/${app} apps/${app}/*.java && java -ea -cp /tmp/${app} MainTest`,
}
