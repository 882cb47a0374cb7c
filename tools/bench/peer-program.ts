import { execFileSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import path from 'node:path'
import { goBuild, madeOnce } from '@slipway/maintainers/pinned'

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

/** The command of a program: built from its pinned sources, or installed by its lock, the first time. @throws in Go's or npm's own words */
export function peer(program: PeerProgram): readonly [string, ...string[]] {
  const { name } = program
  const folder = path.join(pins, name)
  const place = madeOnce({ cache: 'bench', name, pins: folder }, (work) => {
    if (program.by === 'go') return goBuild(folder, program.package, path.join(work, name))
    cpSync(folder, work, { recursive: true })
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: work,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  })
  return program.by === 'go' ? [path.join(place, name)] : [process.execPath, path.join(place, program.file)]
}
