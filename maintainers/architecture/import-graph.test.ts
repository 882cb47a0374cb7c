import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectGraph, reduced, roomGraph, type Imports } from './import-graph.ts'

let root: string
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'slipway-architecture-'))
  const lib = (name: string, layer: string) =>
    JSON.stringify({ name: `@slipway/${name}`, description: `about ${name}`, nx: { tags: [`layer:${layer}`] } })
  const files = {
    'eslint.config.js': "const floors = { 'the ground': ['core'], 'all else': ['tree', 'tools'] }\n",
    'libs/core/package.json': lib('core', 'core'),
    'libs/core/src/index.ts': 'export const a = 1\n',
    'libs/core/test/support.ts': "import '@slipway/tree'\n",
    'libs/tree/package.json': lib('tree', 'tree'),
    'libs/tree/src/index.ts': "export * from './write/write.ts'\nexport type { B } from './read/read.ts'\n",
    'libs/tree/src/read/read.ts': "import type { a } from '@slipway/core/names'\nexport type B = typeof a\n",
    'libs/tree/src/write/write.ts': "export const b = () => import('../read/read.ts')\n",
    'libs/tree/src/write/write.test.ts': "import '@slipway/command'\n",
    'tools/slipway/package.json': lib('command', 'tools'),
    'tools/slipway/gen.ts': "import '@slipway/tree'\nimport '@slipway/core'\nimport '@slipway/plugin'\n",
    'tools/plugin/package.json': lib('plugin', 'tools'),
    'tools/plugin/plugin.ts': 'export const c = 1\n',
    'apps/web/app.ts': "import '@slipway/tree'\n",
  }
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), text)
  }
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const asObject = (imports: Imports) => Object.fromEntries([...imports].map(([from, all]) => [from, [...all].sort()]))

describe('projectGraph', () => {
  it('has projects by floor, from the top down, with their rooms', () => {
    expect(projectGraph(root).nodes.filter(({ name }) => name !== 'apps' && name !== 'fleet')).toEqual([
      { name: 'tools/slipway', about: 'about command', floor: 'all else', rooms: [] },
      // The verbs import it, so that it stands below them.
      { name: 'tools/plugin', about: 'about plugin', floor: 'all else', rooms: [] },
      { name: 'libs/tree', about: 'about tree', floor: 'all else', rooms: ['read', 'write'] },
      { name: 'libs/core', about: 'about core', floor: 'the ground', rooms: [] },
    ])
  })
  it('knows imports of types, of parts of a package and those at run time, none of tests and none of an estate', () => {
    expect(asObject(projectGraph(root).imports)).toEqual({
      apps: ['libs/service', 'libs/spec'],
      fleet: ['libs/fleet'],
      'libs/tree': ['libs/core'],
      'tools/slipway': ['libs/core', 'libs/tree', 'tools/plugin'],
    })
  })
})

describe('roomGraph', () => {
  it('has the rooms of a project, those that import most first', () => {
    const { nodes, imports } = roomGraph(root, 'libs/tree')
    expect(nodes.map(({ name }) => name)).toEqual(['files beside them', 'write', 'read'])
    expect(asObject(imports)).toEqual({ 'files beside them': ['read', 'write'], write: ['read'] })
  })
  it('refuses what is no project', () => {
    expect(() => roomGraph(root, 'libs/nothing')).toThrow('libs/nothing: no sources in it')
  })
})

describe('reduced', () => {
  const reach = (imports: Imports, from: string, seen = new Set<string>()): ReadonlySet<string> => {
    for (const to of imports.get(from) ?? []) if (!seen.has(to)) reach(imports, to, seen.add(to))
    return seen
  }
  it('leads to the same places, circles or not, and can lose no import more', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name)), (pairs) => {
        const imports = new Map<string, Set<string>>()
        for (const [from, to] of pairs) if (from !== to) imports.set(from, (imports.get(from) ?? new Set()).add(to))
        const less = reduced(imports)
        for (const from of 'abcdef') {
          expect([...reach(less, from)].sort()).toEqual([...reach(imports, from)].sort())
          for (const to of less.get(from) ?? []) {
            const without = new Map(
              [...less].map(([one, all]) => [one, new Set([...all].filter((x) => one !== from || x !== to))]),
            )
            expect(reach(without, from).has(to)).toBe(false)
          }
        }
      }),
    )
  })
})
