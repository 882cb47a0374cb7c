import { cpSync, existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { home } from '@slipway/cli'
import { exec } from '@slipway/cli/exec'

/** Gives a clone the packages that are installed here. */
export async function linkPackages(root: string): Promise<void> {
  const folders = ['node_modules', ...readdirSync(path.join(home, 'tools')).map((tool) => `tools/${tool}/node_modules`)]
  for (const folder of folders.filter((one) => existsSync(path.join(home, one)))) {
    // Links cost nothing, but not between file systems.
    const linked = await exec('cp', ['-al', path.join(home, folder), path.join(root, folder)])
    if (linked.code !== 0)
      cpSync(path.join(home, folder), path.join(root, folder), { recursive: true, verbatimSymlinks: true })
  }
}
