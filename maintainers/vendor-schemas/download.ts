import { readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { exec } from '@slipway/cli/exec'
import type { Module } from './modules.ts'

interface Downloaded {
  readonly Dir?: string
  readonly Sum?: string
  readonly Error?: string
}

/**
 * By the Go command; nothing is built. @returns its read-only folder @throws without Go or the module, for another
 * sum than the pinned one, for another licence than Apache-2.0
 */
export async function download(module: Module): Promise<string> {
  const what = `${module.path}@${module.version}`
  // `auto` lets Go fetch the newer Go that a module asks for.
  const env = { ...process.env, GOTOOLCHAIN: 'auto', GOFLAGS: '' }
  const { stdout, stderr } = await exec('go', ['mod', 'download', '-json', what], { env, cwd: tmpdir() })
  if (stdout === '') throw new Error(`go mod download ${what}: ${stderr.trim()}`)
  const { Dir: folder, Sum: sum, Error: problem } = JSON.parse(stdout) as Downloaded
  if (problem !== undefined || folder === undefined)
    throw new Error(`go mod download ${what}: ${problem ?? 'no folder'}`)
  if (sum !== module.sum)
    throw new Error(
      `${what} has the sum ${sum ?? 'nothing'}, pinned is ${module.sum}; see maintainers/vendor-schemas/modules.ts`,
    )
  const licence = readFileSync(path.join(folder, 'LICENSE'), 'utf8')
  if (!/Apache License\s+Version 2\.0/.test(licence)) throw new Error(`${what} is not under Apache-2.0`)
  return folder
}

export function yamlTexts(folder: string, files: string): readonly string[] {
  const where = path.join(folder, files)
  if (files.endsWith('.yaml')) return [readFileSync(where, 'utf8')]
  const names = readdirSync(where)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
  return names.map((name) => readFileSync(path.join(where, name), 'utf8'))
}
