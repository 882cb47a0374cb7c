import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { collectorVersion, jaegerVersion } from '@slipway/platform'
import { pinsFolder } from './build-cache.ts'
import { goToolchain } from './build-go.ts'
import type { CrdFiles, GoProgram, WheelProgram } from './program.ts'
import { programNames, programOf, programs } from './programs.ts'

const all = programNames.map((name) => ({ name, program: programOf(name) }))
const read = (pin: string, file: string): string => readFileSync(path.join(pinsFolder, pin, file), 'utf8')
const goPrograms = all.filter((entry): entry is typeof entry & { program: GoProgram } => entry.program.by === 'go')
const wheels = all.filter((entry): entry is typeof entry & { program: WheelProgram } => entry.program.by === 'wheel')

const crds: CrdFiles = programs.crds

/** Of a program of our own: the library that it is named after. */
const libraries: Readonly<Record<string, string>> = {
  'packet-filter': 'github.com/google/nftables',
  collector: 'go.opentelemetry.io/collector/otelcol',
  coredns: 'github.com/coredns/coredns',
}

/** How a module counts where its project counts otherwise. */
const moduleVersions: Readonly<Record<string, string>> = {
  prometheus: 'v0.315.0',
  promtool: 'v0.315.0',
  // Its second edition has tags that are no versions of a Go module.
  jaeger: 'v1.76.0',
  istiod: 'v0.0.0-20260827124520-eed52ebb66ad',
}

describe('the pins', () => {
  it("each folder is somebody's, and nobody's is missing", () => {
    const folders = readdirSync(pinsFolder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
    expect([...new Set(all.map(({ program }) => program.pin))].sort()).toEqual(folders.sort())
  })

  it.each(goPrograms)(
    '$name: go.mod has the package as a tool, its module at the version, and the one toolchain',
    ({ name, program }) => {
      const goMod = read(program.pin, 'go.mod')
      expect(goMod).toMatch(new RegExp(`^go ${goToolchain.slice(2)}$`, 'm'))
      const tools = [...goMod.matchAll(/^(?:tool |\t)(\S+)$/gm)].map(([, tool]) => tool)
      expect(tools).toContain(program.package)
      const required = [...goMod.matchAll(/^(?:require |\t)(\S+) (v\S+)(?: \/\/ indirect)?$/gm)]
        .filter(([, module]) => `${libraries[name] ?? program.package}/`.startsWith(`${module}/`))
        .sort(([, a], [, b]) => (b?.length ?? 0) - (a?.length ?? 0))[0]
      expect(required?.[2]).toBe(moduleVersions[name] ?? `v${program.version}`)
      expect(read(program.pin, 'go.sum')).toMatch(
        new RegExp(`^${required?.[1]} ${required?.[2]} h1:[A-Za-z0-9+/]{43}=$`, 'm'),
      )
    },
  )

  it('collector and Jaeger are those that the tree deploys', () => {
    expect([programs.collector.version, programs.jaeger.version]).toEqual([collectorVersion, jaegerVersion])
  })

  it.each(goPrograms)('$name: nothing is taken from a folder', ({ program }) => {
    expect(read(program.pin, 'go.mod')).not.toMatch(/=>\s*\.{0,2}\//)
  })

  it.each(wheels)('$name: requirements.txt has one version and a SHA-256 for each platform', ({ program }) => {
    const text = read(program.pin, 'requirements.txt')
    expect(text.match(/^[a-z-]+==\S+/gm)).toHaveLength(1)
    expect(text.match(/--hash=sha256:[0-9a-f]{64}\b/g)).toHaveLength(Object.keys(program.platforms).length)
  })

  const tellsNone = ['lambda-emulator']
  const versioned = [...goPrograms, ...wheels].filter(
    ({ name, program }) => !program.proof.args.includes('--help') && !tellsNone.includes(name),
  )
  it.each(versioned)('$name: what it has to say holds its version', ({ program }) => {
    expect(program.proof.text).toContain(program.version)
  })
})

describe('the CRDs', () => {
  const required = [...read('crds', 'go.mod').matchAll(/^\t(\S+) (v\S+)$/gm)].map(([, module = '', version = '']) => ({
    module,
    version,
  }))
  const schemas = readFileSync(path.join(pinsFolder, '../../../maintainers/vendor-schemas/modules.ts'), 'utf8')
  const sources = readFileSync(path.join(pinsFolder, '../../../maintainers/vendor-schemas/sources.ts'), 'utf8')

  it('go.mod has the modules that they are taken from, and no other', () => {
    expect(required.map(({ module }) => module)).toEqual(
      Object.values(crds.modules)
        .map(({ module }) => module)
        .sort(),
    )
    expect(read('crds', 'go.mod')).toMatch(new RegExp(`^go ${goToolchain.slice(2)}$`, 'm'))
  })

  // maintainers/vendor-schemas looks at each module's licence as well, and checks the whole tree by what it took from
  // there. The rehearsed Argo CD is newer than the deployed one, whose kinds `check` knows (docs/versions.md): it gets
  // its own.
  const alike = required.filter(({ module }) => module !== crds.modules.argocd?.module)
  it.each(alike)('$module: the version, the sum and the files of the schemas', ({ module, version }) => {
    const sum = new RegExp(`^${module} ${version} (h1:\\S+)$`, 'm').exec(read('crds', 'go.sum'))?.[1]
    const pinned = new RegExp(`(\\w+): pin\\([^()]*'${module}',\\s+'${version}',\\s+'([^']+)'`).exec(schemas)
    expect(sum).toMatch(/^h1:[A-Za-z0-9+/]{43}=$/)
    expect(pinned?.[2]).toBe(sum)
    const files = Object.values(crds.modules).find((entry) => entry.module === module)?.files
    const taken = new RegExp(`module: modules\\.${pinned?.[1]},\\s+files: (?:'([^']+)'|istioFile)`).exec(sources)
    expect(files).toBe(taken?.[1] ?? /const istioFile = '([^']+)'/.exec(sources)?.[1])
  })

  it.each([
    ['argocd', 'argocd'],
    ['argo-rollouts', 'argo-rollouts'],
    ['keda', 'keda-operator'],
  ] as const)('%s: those of the version that %s is built at', (name, program) => {
    const { version } = required.find(({ module }) => module === crds.modules[name]?.module) ?? {}
    expect(version).toBe(`v${programs[program].version}`)
  })
})
