import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { appProject } from '@slipway/nx-plugin'
import { imagesOf } from './plan.ts'
import { imageProjects } from './workspace.ts'

const root = mkdtempSync(path.join(tmpdir(), 'slipway-workspace-'))
beforeAll(() => {
  mkdirSync(path.join(root, 'apps/web'), { recursive: true })
  writeFileSync(path.join(root, 'apps/web/Dockerfile'), 'FROM scratch\nCOPY apps/web/src src\n')
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const node = (folder: string, inputs?: unknown) => ({ data: { root: folder, targets: { image: { inputs } } } })

it.each<[string, Parameters<typeof imageProjects>[1]]>([
  ['nothing', { web: node('apps/web', ['code']) }],
  ['another name, and inputs that nobody reads', { ledger: node('apps/web', ['^default']) }],
  ['inputs that are none', { web: node('apps/web', { a: 1 }) }],
  ['a project below its folder', { web: node('apps/web'), evil: node('apps/web/deep', ['default']) }],
])('an app is its folder, with the inputs of the plugin, where a project.json says %s', (_, nodes) => {
  const projects = imageProjects(root, nodes)
  expect(projects.map((one) => [one.root, one.inputs])).toEqual([
    ['apps/web', appProject(root, 'web').targets?.['image']?.inputs],
  ])
  const change = { files: ['apps/web/Dockerfile'], affected: Object.keys(nodes) }
  const images = imagesOf(change, { projects, named: { code: ['{projectRoot}/**/*'] }, roots: new Map() })
  expect(images.map(({ app }) => app)).toEqual(['web'])
})

it('takes no image of what is no app', () => {
  expect(imageProjects(root, { lib: node('libs/lib', []), web: { data: { root: 'apps/web' } } })).toEqual([])
})
