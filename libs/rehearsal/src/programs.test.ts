import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { pinsFolder } from './build-cache.ts'
import { goToolchain } from './build-go.ts'
import type { GoProgram, WheelProgram } from './program.ts'
import { programNames, programOf } from './programs.ts'

const all = programNames.map((name) => ({ name, program: programOf(name) }))
const read = (pin: string, file: string): string => readFileSync(path.join(pinsFolder, pin, file), 'utf8')
const goPrograms = all.filter((entry): entry is typeof entry & { program: GoProgram } => entry.program.by === 'go')
const wheels = all.filter((entry): entry is typeof entry & { program: WheelProgram } => entry.program.by === 'wheel')

/** How a module counts where its project counts otherwise. */
const moduleVersions: Readonly<Record<string, string>> = {
  prometheus: 'v0.315.0',
  istiod: 'v0.0.0-20260827124520-eed52ebb66ad',
}

describe('the pins', () => {
  it('each folder is somebody\'s, and nobody\'s is missing', () => {
    const folders = readdirSync(pinsFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name)
    expect([...new Set(all.map(({ program }) => program.pin))].sort()).toEqual(folders.sort())
  })

  it.each(goPrograms)('$name: go.mod has the package as a tool, its module at the version, and the one toolchain', ({ name, program }) => {
    const goMod = read(program.pin, 'go.mod')
    expect(goMod).toMatch(new RegExp(`^go ${goToolchain.slice(2)}$`, 'm'))
    const tools = [...goMod.matchAll(/^(?:tool |\t)(\S+)$/gm)].map(([, tool]) => tool)
    expect(tools).toContain(program.package)
    const required = [...goMod.matchAll(/^(?:require |\t)(\S+) (v\S+)(?: \/\/ indirect)?$/gm)]
      .filter(([, module]) => program.package === module || program.package.startsWith(`${module}/`))
      .sort(([, a], [, b]) => (b?.length ?? 0) - (a?.length ?? 0))[0]
    expect(required?.[2]).toBe(moduleVersions[name] ?? `v${program.version}`)
    expect(read(program.pin, 'go.sum')).toMatch(new RegExp(`^${required?.[1]} ${required?.[2]} h1:[A-Za-z0-9+/]{43}=$`, 'm'))
  })

  it.each(goPrograms)('$name: nothing is taken from a folder', ({ program }) => {
    expect(read(program.pin, 'go.mod')).not.toMatch(/=>\s*\.{0,2}\//)
  })

  it.each(wheels)('$name: requirements.txt has one version and a SHA-256 for each platform', ({ program }) => {
    const text = read(program.pin, 'requirements.txt')
    expect(text.match(/^[a-z-]+==\S+/gm)).toHaveLength(1)
    expect(text.match(/--hash=sha256:[0-9a-f]{64}\b/g)).toHaveLength(Object.keys(program.platforms).length)
  })

  const versioned = all.filter(({ program }) => !program.proof.args.includes('--help'))
  it.each(versioned)('$name: what it has to say holds its version', ({ program }) => {
    expect(program.proof.text).toContain(program.version)
  })
})
