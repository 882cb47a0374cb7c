import { cpSync, existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { helmProgram } from '@slipway/checks/charts-render'
import { exec, execSync } from '@slipway/cli/exec'
import { fillPlace, pinnedGoProgram, pinnedPlace, thisMachine } from '@slipway/cli/program'

export interface PeerProgram {
  readonly name: string
  readonly builder: 'go' | 'npm' | 'cargo'
  /** Go's package, npm's file, or the crate. */
  readonly target: string
  readonly version: string
}

/** Helm's pins are those of `npx slipway charts`. */
const pinsOf = (name: string): string =>
  name === helmProgram.name ? helmProgram.pins : path.join(import.meta.dirname, 'peers', name)

function pinned(
  name: string,
  builder: PeerProgram['builder'],
  target: string,
  file: string,
  version: RegExp,
): PeerProgram {
  const [, found = ''] = version.exec(readFileSync(path.join(pinsOf(name), file), 'utf8')) ?? []
  return { name, builder, target, version: found }
}

export const programs = {
  helm: pinned(helmProgram.name, 'go', helmProgram.package, 'go.mod', /helm\/v4 v(\S+)/),
  kustomize: pinned('kustomize', 'go', 'sigs.k8s.io/kustomize/kustomize/v5', 'go.mod', /kustomize\/v5 v(\S+)/),
  jsonnet: pinned('jsonnet', 'go', 'github.com/google/go-jsonnet/cmd/jsonnet', 'go.mod', /go-jsonnet v(\S+)/),
  jrsonnet: pinned('jrsonnet', 'cargo', 'jrsonnet', 'crate.json', /"version": "(.*)"/),
  cdk8s: pinned('cdk8s', 'npm', 'node_modules/cdk8s-cli/bin/cdk8s', 'package.json', /"cdk8s-cli": "(.*?)"/),
}

async function run(command: string, args: readonly string[], cwd: string): Promise<void> {
  const { code, stderr } = await exec(command, args, { cwd, stdout: 'ignore' })
  if (code !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr.trim()}`)
}

/**
 * Built from its pins the first time.
 * @returns `undefined` without its builder
 * @throws in the builder's words
 */
export async function peerCommand({
  name,
  builder,
  target,
  version,
}: PeerProgram): Promise<readonly [string, ...string[]] | undefined> {
  const pinned = { kind: name === helmProgram.name ? helmProgram.kind : 'bench', name, pins: pinsOf(name) }
  const place = pinnedPlace(thisMachine(), pinned)
  if (!existsSync(place) && execSync(builder, ['version']).missing) return undefined
  if (builder === 'go') return [await pinnedGoProgram({ ...pinned, package: target })]
  const isWhole = () => existsSync(place)
  if (!isWhole())
    await fillPlace(place, isWhole, async (work) => {
      const crate = ['install', target, '--version', version, '--locked', '--root', work]
      if (builder === 'npm') cpSync(pinned.pins, work, { recursive: true })
      await run(builder, builder === 'npm' ? ['ci', '--ignore-scripts', '--no-audit', '--no-fund'] : crate, work)
      return { ok: true, value: undefined }
    })
  return builder === 'npm' ? [process.execPath, path.join(place, target)] : [path.join(place, 'bin', name)]
}
