import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { binary, binaryFiles } from './binary.ts'
import { pinsFolder } from './build-cache.ts'
import { buildAll } from './build.ts'
import { list } from './build-list.ts'
import { fakeGo, fakeMachine, type FakeMachine } from '../../test/fake-machine.ts'
import { programs } from './programs.ts'

let machine: FakeMachine
let pins: string
beforeEach(() => {
  machine = fakeMachine()
  pins = path.join(machine.root, 'pins')
  mkdirSync(pins)
  cpSync(path.join(pinsFolder, 'crds'), path.join(pins, 'crds'), { recursive: true })
})
afterEach(() => machine.clear())

const crd = 'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n'
const entries = Object.entries(programs.crds.modules)
const folderOf = (module: string): string => path.join(machine.root, 'modules', module)
const said = (module: string, rest: object): string =>
  JSON.stringify({ Path: module, Version: 'v1.0.0', ...rest }, null, '\t')

/** Modules on disk, each with CRDs and what lies beside them, and a `go` that says where they are. */
function putModules(change: (module: string) => object = () => ({})): void {
  for (const [name, { module, files }] of entries) {
    const file = path.join(folderOf(module), files.endsWith('.yaml') ? files : `${files}/${name}.yaml`)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, `${crd}# ${name}\n`, { mode: 0o444 })
    writeFileSync(path.join(path.dirname(file), 'kustomization.yaml'), 'kind: Kustomization\n')
    writeFileSync(path.join(path.dirname(file), 'README.md'), 'kind: CustomResourceDefinition\n')
  }
  writeFileSync(
    path.join(machine.root, 'said'),
    entries.map(([, { module }]) => `${said(module, { Dir: folderOf(module), ...change(module) })}\n`).join(''),
  )
  machine.put('go', fakeGo(`/bin/cat '${machine.root}/said'; echo 'go: downloading x v1' >&2`))
}

const build = async () => (await buildAll(machine, ['crds'], { pins }))[0]

describe('takeCrds', () => {
  it('keeps a folder for each project with its CRDs and nothing else, and builds nothing', async () => {
    putModules()
    expect(await build()).toMatchObject({ state: 'built', issues: [] })
    expect(machine.ran()).toEqual(['go version', 'go mod download -json'])
    const files = binaryFiles('crds', machine, pins)
    const folder = files.ok ? files.value : ''
    expect(readdirSync(folder).sort()).toEqual(Object.keys(programs.crds.modules).sort())
    for (const [name, { files }] of entries) {
      const file = files.endsWith('.yaml') ? path.basename(files) : `${name}.yaml`
      expect(readdirSync(path.join(folder, name))).toEqual([file])
      expect(readFileSync(path.join(folder, name, file), 'utf8')).toBe(`${crd}# ${name}\n`)
    }
    expect(binary('crds', machine, pins)).toEqual(files)
    machine.remove('go')
    expect((await build())?.state).toBe('kept')
    const bytes = entries.reduce((sum, [name]) => sum + `${crd}# ${name}\n`.length, 0)
    expect(list(machine, ['crds'], pins)[0]).toMatchObject({ path: folder, bytes })
  })

  it.each<[string, () => void, string, string, string]>([
    [
      'a module that cannot be had',
      () => putModules((module) => (module === 'istio.io/api' ? { Dir: undefined, Error: 'no route' } : {})),
      'not-fetched',
      'istio.io/api',
      'no route',
    ],
    [
      'another sum',
      () => machine.put('go', fakeGo(`echo 'verifying a@v1: checksum mismatch' >&2; echo 'see help' >&2; exit 1`)),
      'not-fetched',
      'github.com/argoproj/argo-rollouts',
      'verifying a@v1: checksum mismatch',
    ],
    [
      'a module whose CRDs moved',
      () => putModules((module) => (module === 'istio.io/api' ? { Dir: '/nowhere' } : {})),
      'no-files',
      'istio.io/api',
      'no CRDs in kubernetes/customresourcedefinitions.gen.yaml',
    ],
    [
      'a module without a sum',
      () => {
        putModules()
        writeFileSync(path.join(pins, 'crds/go.sum'), 'istio.io/api v1.31.1/go.mod h1:x\n')
      },
      'no-sum',
      'github.com/argoproj/argo-cd/v3 v3.5.7',
      'no line in go.sum',
    ],
  ])('%s: says so, and keeps nothing', async (_name, prepare, code, at, got) => {
    prepare()
    expect(await build()).toMatchObject({
      state: 'failed',
      issues: [{ file: 'libs/rehearsal/bin/crds/go.mod', at, code, got }],
    })
    expect(binaryFiles('crds', machine, pins).ok).toBe(false)
  })

  it('asks for Go in the same words as a program does', async () => {
    expect(await build()).toMatchObject({ issues: [{ code: 'go-missing' }] })
  })
})
