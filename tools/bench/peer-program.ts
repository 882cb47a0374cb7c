import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'

/** Another renderer: the folder that pins it, and how it comes to be from that. */
export type PeerProgram =
  | { readonly name: string; readonly by: 'go'; readonly package: string; readonly version: string }
  | { readonly name: string; readonly by: 'npm'; readonly file: string; readonly version: string }

export const programs = {
  helm: { name: 'helm', by: 'go', package: 'helm.sh/helm/v4/cmd/helm', version: '4.3.1' },
  kustomize: { name: 'kustomize', by: 'go', package: 'sigs.k8s.io/kustomize/kustomize/v5', version: '5.8.1' },
  jsonnet: { name: 'jsonnet', by: 'go', package: 'github.com/google/go-jsonnet/cmd/jsonnet', version: '0.22.0' },
  cdk8s: { name: 'cdk8s', by: 'npm', file: 'node_modules/cdk8s-cli/bin/cdk8s', version: '2.207.60' },
} as const satisfies Record<string, PeerProgram>

const pins = path.join(import.meta.dirname, 'peers')

/** The cache's folder of a program, named for what decides its bytes, by the XDG rule. */
function place({ name }: PeerProgram): string {
  const xdg = process.env['XDG_CACHE_HOME']
  const base = xdg !== undefined && path.isAbsolute(xdg) ? xdg : path.join(homedir(), '.cache')
  const folder = path.join(pins, name)
  const sum = createHash('sha256')
  for (const file of readdirSync(folder).sort()) sum.update(`${file}\0`).update(readFileSync(path.join(folder, file)))
  return path.join(base, 'slipway', 'bench', `${name}-${process.platform}-${process.arch}-${sum.digest('hex').slice(0, 12)}`)
}

/** The command of a program: built from its pinned sources, or installed by its lock, the first time. @throws in Go's or npm's own words */
export function peer(program: PeerProgram): readonly [string, ...string[]] {
  const folder = place(program)
  const command = (at: string): readonly [string, ...string[]] =>
    program.by === 'go' ? [path.join(at, program.name)] : [process.execPath, path.join(at, program.file)]
  if (existsSync(folder)) return command(folder)
  mkdirSync(path.dirname(folder), { recursive: true })
  const work = mkdtempSync(`${folder}-`)
  try {
    if (program.by === 'go') {
      const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly', GOWORK: 'off' }
      const args = ['build', '-trimpath', '-buildvcs=false', '-ldflags', '-s -w', '-o', path.join(work, program.name), program.package]
      execFileSync('go', args, { cwd: path.join(pins, program.name), env, stdio: ['ignore', 'ignore', 'inherit'] })
    } else {
      cpSync(path.join(pins, program.name), work, { recursive: true })
      execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: work, stdio: ['ignore', 'ignore', 'inherit'] })
    }
    if (!existsSync(folder)) renameSync(work, folder)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return command(folder)
}
