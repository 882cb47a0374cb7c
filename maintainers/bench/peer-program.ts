import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { goBuild, madeOnce } from '../judge/pinned.ts'

/** Another renderer: who builds it, from what, and where its folder of pins names the version. */
export interface PeerProgram {
  readonly name: string
  readonly builder: 'go' | 'npm' | 'cargo'
  /** The package of Go, the file of npm's or the crate. */
  readonly target: string
  readonly version: string
}

const pins = path.join(import.meta.dirname, 'peers')

function pinned(
  name: string,
  builder: PeerProgram['builder'],
  target: string,
  file: string,
  version: RegExp,
): PeerProgram {
  const [, found = ''] = version.exec(readFileSync(path.join(pins, name, file), 'utf8')) ?? []
  return { name, builder, target, version: found }
}

export const programs = {
  helm: pinned('helm', 'go', 'helm.sh/helm/v4/cmd/helm', 'go.mod', /helm\/v4 v(\S+)/),
  kustomize: pinned('kustomize', 'go', 'sigs.k8s.io/kustomize/kustomize/v5', 'go.mod', /kustomize\/v5 v(\S+)/),
  jsonnet: pinned('jsonnet', 'go', 'github.com/google/go-jsonnet/cmd/jsonnet', 'go.mod', /go-jsonnet v(\S+)/),
  jrsonnet: pinned('jrsonnet', 'cargo', 'jrsonnet', 'crate.json', /"version": "(.*)"/),
  cdk8s: pinned('cdk8s', 'npm', 'node_modules/cdk8s-cli/bin/cdk8s', 'package.json', /"cdk8s-cli": "(.*?)"/),
}

const run = (command: string, args: readonly string[], cwd: string) =>
  execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] })

/**
 * The command of a program, which is built from its pins the first time.
 * @returns `undefined` on a machine without its builder
 * @throws in the builder's own words when it cannot be built
 */
export function peerCommand({
  name,
  builder,
  target,
  version,
}: PeerProgram): readonly [string, ...string[]] | undefined {
  const folder = path.join(pins, name)
  try {
    const place = madeOnce({ cache: 'bench', name, pins: folder }, (work) => {
      if (builder === 'go') return goBuild(folder, target, path.join(work, name))
      // Its lock is in the crate.
      if (builder === 'cargo')
        return run('cargo', ['install', target, '--version', version, '--locked', '--root', work], work)
      cpSync(folder, work, { recursive: true })
      return run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], work)
    })
    if (builder === 'npm') return [process.execPath, path.join(place, target)]
    return [path.join(place, builder === 'cargo' ? 'bin' : '', name)]
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
