import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Which Slipway an estate has: written by `init` and `upgrade`, read by `upgrade`. */
export const recordFile = 'fleet/slipway.json'

export const record = (version: string, commit: string): string => `${JSON.stringify({ version, commit }, null, 2)}\n`

/** The commit of Slipway that an estate was made from, where that was written down. */
export function recorded(root: string): string | undefined {
  const file = path.join(root, recordFile)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { commit?: string }).commit : undefined
}

export function slipwayVersion(root: string): string {
  const file = path.join(root, 'package.json')
  const { version } = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { version?: string }) : {}
  return version ?? 'unknown'
}
