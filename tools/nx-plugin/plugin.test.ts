import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { imported } from './judged.js'
import { appProject, createNodes } from './plugin.js'

/** A package of npm: no file, no module of Node, and nothing of ours. */
const npmImport = /^(?:import|export) (?:[^'"`;]* from )?'(?!node:|@slipway\/)((?:@[\w-]+\/)?[\w-][\w.-]*)/gm

const repo = path.resolve(import.meta.dirname, '../..')
let root = ''

const write = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), text)
}

/**
 * A small estate: `web` is TypeScript on the service library and calls `batch`, which is a program in another language.
 */
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'slipway-nx-'))
  cpSync(path.join(repo, 'nx.json'), path.join(root, 'nx.json'))
  cpSync(path.join(repo, 'tools/nx-plugin'), path.join(root, 'tools/nx-plugin'), {
    recursive: true,
    filter: (file) => !file.endsWith('.test.ts'),
  })
  symlinkSync(path.join(repo, 'node_modules'), path.join(root, 'node_modules'))
  write(
    'package.json',
    JSON.stringify({ name: 'estate', private: true, type: 'module', workspaces: ['libs/*', 'apps/*'] }),
  )
  write('package-lock.json', JSON.stringify({ name: 'estate', lockfileVersion: 3, packages: {} }))
  write('.gitignore', 'node_modules\n.nx\nlog\n')
  write('fleet/fleet.ts', '')
  write('libs/service/package.json', JSON.stringify({ name: '@slipway/service', version: '0.1.0', private: true }))
  write('libs/service/src/index.ts', 'export const serve = 1')
  write('libs/service/src/index.test.ts', '')
  write(
    'libs/manifests/package.json',
    JSON.stringify({ name: '@slipway/manifests', version: '0.1.0', private: true, nx: { tags: ['renders'] } }),
  )
  write('libs/manifests/src/index.ts', '')
  write('apps/web/app.ts', "export default { calls: ['batch'] }")
  write('apps/web/extra.ts', '')
  write('apps/web/package.json', JSON.stringify({ private: true, dependencies: { '@slipway/service': '0.1.0' } }))
  write('apps/web/Dockerfile', '')
  write('apps/web/src/main.ts', '')
  write('apps/web/src/main.test.ts', '')
  write('apps/web/config/limits.json', '{}')
  write('apps/web/releases/dev.json', '{}')
  write('apps/batch/app.yaml', 'kind: worker')
  write('apps/batch/Dockerfile', '')
  write('apps/batch/main.go', '')
  write('apps/cache/app.yaml', 'kind: stateful')
  write('apps/notes/readme.md', 'no spec, no project')
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('an app folder becomes a project', () => {
  it.each([
    ['web', ['check', 'image', 'lint', 'manifests', 'test', 'types']],
    ['batch', ['check', 'image', 'manifests']],
    ['cache', ['check', 'manifests']],
  ])('%s has the targets %j', (app, targets) => {
    const project = appProject(root, app)
    expect({ ...project, targets: Object.keys(project.targets ?? {}).sort() }).toEqual({
      name: app,
      root: `apps/${app}`,
      projectType: 'application',
      tags: ['layer:app'],
      targets,
    })
  })

  it.each([
    ['web', 'manifests', 'node tools/slipway/bin/slipway.cjs gen --app web'],
    ['web', 'check', 'node tools/slipway/bin/slipway.cjs check --app web'],
    ['web', 'image', 'docker buildx build --file apps/web/Dockerfile --tag web .'],
  ])('%s:%s runs %j', (app, target, command) => {
    expect(appProject(root, app).targets?.[target]?.command).toBe(command)
  })

  it('is one project when both specs lie there; that the spec is given twice is for the spec to say', async () => {
    const context = { workspaceRoot: root, nxJsonConfiguration: {} }
    const results = await createNodes[1](['apps/web/app.ts', 'apps/web/app.yaml'], undefined, context)
    expect(results.flatMap(([, result]) => Object.keys(result.projects ?? {}))).toEqual(['apps/web'])
  })

  it('an image is made of what its Dockerfile copies, also from outside of the app', () => {
    write('apps/copies/app.yaml', 'kind: worker')
    write(
      'apps/copies/Dockerfile',
      'FROM a AS b\nCOPY package.json go.sum ./\nCOPY --chown=1:1 libs/go-shared \\\n  apps/copies/main.go /src/\nCOPY ["libs/x.go", "/y"]\nCOPY --from=b /a /b\n',
    )
    const inputs = appProject(root, 'copies').targets?.['image']?.inputs ?? []
    rmSync(path.join(root, 'apps/copies'), { recursive: true })
    expect(inputs.filter((input) => typeof input === 'string' && input.includes('workspaceRoot'))).toEqual([
      '{workspaceRoot}/.dockerignore',
      ...['go.sum', 'libs/go-shared', 'libs/x.go'].flatMap((file) => [
        `{workspaceRoot}/${file}`,
        `{workspaceRoot}/${file}/**/*`,
      ]),
    ])
  })

  it.each([
    [{ name: 'named' }, undefined],
    [{ name: '@acme/named', nx: { name: 'named' } }, undefined],
    [
      { name: '@acme/named' },
      /^apps\/named\/package.json: name {2}\[app-name\]\n {2}given {3}"@acme\/named"\n {2}wanted {2}no name, or "/,
    ],
    [{ name: 'named', nx: { name: 'other' } }, /given {3}"other"/],
  ])('package.json %j', (json, message) => {
    write('apps/named/package.json', JSON.stringify(json))
    const act = () => appProject(root, 'named').name
    if (message === undefined) expect(act()).toBe('named')
    else expect(act).toThrow(message)
    rmSync(path.join(root, 'apps/named'), { recursive: true })
  })
})

/** Asks Nx itself, in a process of its own as people do. */
function nx(...args: string[]): string {
  const PATH = [path.join(root, 'bin'), process.env['PATH'] ?? ''].join(path.delimiter)
  // Whoever runs the tests by Nx, or tells it to skip its cache, means another workspace.
  const outer = Object.entries(process.env).filter(([name]) => !name.startsWith('NX_'))
  const env = { ...Object.fromEntries(outer), PATH, CI: 'true', NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false' }
  return execFileSync(process.execPath, [path.join(repo, 'node_modules/nx/dist/bin/nx.js'), ...args], {
    cwd: root,
    env,
    encoding: 'utf8',
  })
}
const affected = (file: string) =>
  (JSON.parse(nx('show', 'projects', '--json', '--affected', `--files=${file}`)) as string[])
    .filter((name) => !name.startsWith('@'))
    .sort()
/** The files that Nx hashes for a target, but for those it always adds. */
function inputs(target: string): string[] {
  const { files } = JSON.parse(nx('show', 'target', 'inputs', target, '--json')) as { files: string[] }
  return files.filter((file) => !['nx.json', '.gitignore'].includes(file))
}

describe('what a project imports', () => {
  const projects = ['libs', 'tools'].flatMap((room) =>
    readdirSync(path.join(repo, room)).flatMap((name) =>
      existsSync(path.join(repo, room, name, 'package.json')) ? [`${room}/${name}`] : [],
    ),
  )
  it.each([...projects, 'maintainers'])('%s: package.json names it, or none names any', (project) => {
    const { dependencies, devDependencies } = JSON.parse(
      readFileSync(path.join(repo, project, 'package.json'), 'utf8'),
    ) as Readonly<Record<'dependencies' | 'devDependencies', Record<string, string> | undefined>>
    if (dependencies === undefined) return
    const named = new Set([...Object.keys(dependencies), ...Object.keys(devDependencies ?? {})])
    expect(imported(repo, project).filter((name) => !named.has(name))).toEqual([])
  })
  // `init` takes the sample's apps away, and `npm install` then the packages that they alone wanted.
  it('of npm is wanted by a project, or by the root, and not by an app alone', () => {
    const rooms = [...projects, 'maintainers', 'attacks']
    const manifests = ['.', ...rooms]
      .map((room) => path.join(repo, room, 'package.json'))
      .filter((file) => existsSync(file))
      .map((file) => JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, object | undefined>>)
    const wanted = new Set(
      manifests.flatMap((one) => Object.keys({ ...one['dependencies'], ...one['devDependencies'] })),
    )
    const unwanted = rooms.flatMap((room) =>
      readdirSync(path.join(repo, room), { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.[cm]?[jt]s$/.test(file) && !file.includes('node_modules'))
        .flatMap((file) =>
          [...readFileSync(path.join(repo, room, file), 'utf8').matchAll(npmImport)]
            .filter(([, name = '']) => !wanted.has(name))
            .map(([, name]) => `${room}/${file}: ${name}`),
        ),
    )
    expect(unwanted).toEqual([])
  })
  it('is found in a folder without package.json', () => {
    expect(imported(repo, 'attacks')).toEqual(expect.arrayContaining(['@slipway/model', '@slipway/release']))
    expect(imported(repo, 'libs/core')).toEqual([])
  })
})

describe('Nx agrees', { timeout: 60_000 }, () => {
  it('on the projects and on who depends on whom: calls are no dependencies', () => {
    nx('graph', `--file=${path.join(root, 'graph.json')}`)
    const { graph } = JSON.parse(readFileSync(path.join(root, 'graph.json'), 'utf8')) as {
      graph: { nodes: Record<string, { data: { root: string } }>; dependencies: Record<string, { target: string }[]> }
    }
    rmSync(path.join(root, 'graph.json'))
    const apps = Object.entries(graph.nodes)
      .filter(([, node]) => node.data.root.startsWith('apps/'))
      .map(([name]) => name)
    expect(apps.sort()).toEqual(['batch', 'cache', 'web'])
    expect(graph.dependencies['web']?.map((d) => d.target)).toEqual(['@slipway/service'])
    expect(graph.dependencies['batch']).toEqual([])
  })

  it('a release affects its app, and a fleet file every app and the fleet', () => {
    expect(affected('apps/web/releases/dev.json')).toEqual(['web'])
    expect(affected('fleet/fleet.ts')).toEqual(['batch', 'cache', 'fleet', 'web'])
  })

  it('a lib affects what depends on it, and nothing else', () => {
    const due = (file: string) =>
      JSON.parse(nx('show', 'projects', '--json', '--affected', '-t', 'test', `--files=${file}`)) as string[]
    expect(due('libs/service/src/index.ts').sort()).toEqual(['@slipway/service', 'web'])
    expect(due('libs/manifests/src/index.ts')).toEqual([])
    expect(due('apps/web/src/main.ts')).toEqual(['web'])
  })

  it.each(['test', 'types', 'lint'])('%s of a lib reads its own files and those of the libs below it', (target) => {
    const files = inputs(`@slipway/service:${target}`)
    expect(files).toContain('libs/service/src/index.test.ts')
    expect(files.filter((file) => file.startsWith('apps/') || file.startsWith('libs/manifests/'))).toEqual([])
  })

  it('an image is made of code, manifests of the spec', () => {
    expect(inputs('web:image')).toEqual([
      'apps/web/Dockerfile',
      'apps/web/package.json',
      'apps/web/src/main.ts',
      'libs/service/package.json',
      'libs/service/src/index.ts',
      'package-lock.json',
      'package.json',
    ])
    expect(inputs('web:manifests')).toEqual([
      'apps/web/app.ts',
      'apps/web/config/limits.json',
      'apps/web/extra.ts',
      'apps/web/releases/dev.json',
      'fleet/fleet.ts',
      'libs/manifests/package.json',
      'libs/manifests/src/index.ts',
      'package-lock.json',
      'package.json',
    ])
  })

  it('a bump and a new spec build no image; a new service library does', () => {
    write('bin/docker', `#!/bin/sh\necho "$@" >> '${path.join(root, 'log')}'\n`)
    execFileSync('chmod', ['+x', path.join(root, 'bin/docker')])
    const builds = () => {
      nx('run', 'web:image')
      return existsSync(path.join(root, 'log'))
        ? readFileSync(path.join(root, 'log'), 'utf8').trim().split('\n').length
        : 0
    }
    expect(builds()).toBe(1)
    write('apps/web/releases/dev.json', '{ "image": "new" }')
    write('apps/web/releases/prod-eu.json', '{}')
    write('apps/web/config/limits.json', '{ "most": 2 }')
    appendFileSync(path.join(root, 'apps/web/app.ts'), '\n')
    appendFileSync(path.join(root, 'apps/web/extra.ts'), '\n')
    expect(builds()).toBe(1)
    appendFileSync(path.join(root, 'libs/service/src/index.ts'), '\n')
    expect(builds()).toBe(2)
  })
})
