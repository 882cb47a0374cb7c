import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { failed, type Outcome, ok } from '@slipway/core'
import type { Machine } from './kubeconform-machine.ts'
import type { Release } from './kubeconform-release.ts'

/** The small Go module that pins kubeconform and all it needs by version and sum. */
export const goModule = fileURLToPath(new URL('../../kubeconform', import.meta.url))

const program = 'github.com/yannh/kubeconform/cmd/kubeconform'

/** The arguments of `go` that build it into `output`; the version is set as the project's own release does it. */
export const goArguments = (release: Release, output: string): readonly string[] => [
  'build',
  '-trimpath',
  '-ldflags',
  `-s -w -X main.version=v${release.version}`,
  '-o',
  output,
  program,
]

/**
 * Builds kubeconform from its pinned module.
 * @returns the path of the program; or Go's own last words
 */
export async function buildKubeconform(machine: Machine, release: Release, folder: string): Promise<Outcome<string>> {
  const output = path.join(folder, machine.platform === 'win32' ? 'kubeconform.exe' : 'kubeconform')
  const env = { ...machine.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly', GOWORK: 'off' }
  const ran = await machine.run('go', goArguments(release, output), { env, cwd: goModule, limit: 900_000 })
  if (ran.code === 0) return ok(output)
  const got = ran.code === undefined ? ran.stderr : (ran.stderr.trim().split('\n').at(-1) ?? '')
  return failed({
    file: 'libs/checks/kubeconform/go.mod',
    at: '',
    code: 'not-built',
    got: got || `go ended with ${String(ran.code)}`,
    want: `kubeconform ${release.version} built by Go`,
    hint: 'install Go 1.26 or newer, and let it reach its module proxy (GOPROXY)',
  })
}
