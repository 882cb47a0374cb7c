// @ts-check
// JavaScript, because whatever Node starts nx has to load it, and Node 20 strips no types.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { imported, judged } from './judged.js'

/**
 * @typedef {import('@nx/devkit').ProjectConfiguration} Project
 * @typedef {import('@nx/devkit').TargetConfiguration} Target
 * @typedef {{ name?: string, nx?: { name?: string, tags?: string[] }, dependencies?: Record<string, string> }}
 * PackageJson
 */

const scope = '@slipway/'

/** The libs that decide what a manifest says. */
const renders = { input: 'production', projects: ['tag:renders'] }

/** @param {string} folder @returns {PackageJson | undefined} */
function packageJson(folder) {
  const file = path.join(folder, 'package.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

/**
 * Nx gives package.json the last word on a project's name: it may say none, or the folder's.
 * @param {string} app @param {PackageJson | undefined} json
 */
function assertOneName(app, json) {
  const name = json?.nx?.name ?? json?.name ?? app
  if (name === app) return
  throw new Error(
    [
      `apps/${app}/package.json: name  [app-name]`,
      `  given   ${JSON.stringify(name)}`,
      `  wanted  no name, or "${app}": the folder is the name`,
      `  do      take "name" out of apps/${app}/package.json`,
    ].join('\n'),
  )
}

/**
 * Sources of a Dockerfile outside of the app, as inputs: code that apps of any language share. Lines that are continued
 * count as one; `check` refuses sources that are not there.
 * @param {string} root @param {string} app @param {readonly string[]} known folders that are inputs already
 */
function copied(root, app, known) {
  const text = readFileSync(path.join(root, 'apps', app, 'Dockerfile'), 'utf8').replaceAll(/\\\r?\n/g, ' ')
  const sources = [...text.matchAll(/^\s*(?:COPY|ADD)\s+(.*)$/gim)].flatMap(([, words = '']) => {
    if (/(^|\s)--from=/.test(words)) return []
    const names = words.match(/[^\s",[\]]+/g)?.filter((word) => !word.startsWith('--')) ?? []
    return names.slice(0, -1).map((name) => name.replace(/^\.?\/+|\/+$/g, ''))
  })
  const inside = [`apps/${app}`, ...known]
  return sources
    .filter((name) => /^[\w.@-][\w.@/*-]*$/.test(name) && !inside.some((folder) => `${name}/`.startsWith(`${folder}/`)))
    .filter((name) => !['package.json', 'package-lock.json'].includes(name))
    .flatMap((name) => [`{workspaceRoot}/${name}`, `{workspaceRoot}/${name}/**/*`])
}

/**
 * The app's own code and the libs of its package.json. Never its spec, releases or `config/`, or the pull request of
 * a bump would build the next image. `code` and its like are in nx.json.
 * @param {string} root @param {string} app @param {PackageJson | undefined} json @returns {Target}
 */
function image(root, app, json) {
  const libs = Object.keys(json?.dependencies ?? {}).filter((name) => name.startsWith(scope))
  return {
    command: `docker buildx build --file apps/${app}/Dockerfile --tag ${app} .`,
    inputs: [
      'code',
      '{workspaceRoot}/.dockerignore',
      ...(json === undefined ? [] : ['lock']),
      ...libs.map((project) => ({ input: 'production', projects: [project] })),
      ...copied(
        root,
        app,
        libs.map((name) => `libs/${name.slice(scope.length)}`),
      ),
      // The lockfile stands for what npm installs; else all of node_modules is hashed.
      { externalDependencies: [] },
    ],
    metadata: { description: `Build the image of ${app}` },
  }
}

/**
 * @param {string} root the workspace's root
 * @param {string} app the folder's name, and so the project's
 * @returns {Project}
 * @throws Error when package.json gives the app another name
 */
export function appProject(root, app) {
  const folder = path.join(root, 'apps', app)
  const json = packageJson(folder)
  assertOneName(app, json)
  /** @type {Record<string, Target>} */
  const targets = {
    manifests: {
      command: `node tools/slipway/bin/slipway.cjs gen --app ${app}`,
      inputs: ['spec', 'renderer', renders, { externalDependencies: [] }],
      metadata: { description: `Render the manifests of ${app}` },
    },
    check: {
      command: `node tools/slipway/bin/slipway.cjs check --app ${app}`,
      inputs: ['spec', 'renderer', 'rules', renders, { externalDependencies: [] }],
      metadata: { description: `Check the spec and the manifests of ${app}` },
    },
  }
  if (existsSync(path.join(folder, 'Dockerfile'))) targets['image'] = image(root, app, json)
  return {
    name: app,
    root: `apps/${app}`,
    projectType: 'application',
    tags: ['layer:app'],
    targets: { ...targets, ...judged(root, `apps/${app}`) },
  }
}

/**
 * A lib, a tool or the fleet. Its name, tags and dependencies come from package.json; where that has none, from
 * imports.
 * @param {string} workspace its root
 * @param {string} root the project's folder, from there
 * @returns {Project}
 */
function codeProject(workspace, root) {
  const { nx: { tags = [] } = {}, dependencies } = packageJson(path.join(workspace, root)) ?? {}
  return {
    root,
    implicitDependencies: dependencies === undefined ? imported(workspace, root) : [],
    targets: judged(workspace, root, root.startsWith('libs/') && !tags.includes('reads:estate')),
  }
}

/**
 * Every app, lib and tool is a project; nothing has to be registered. An app that another one `calls` is no build
 * dependency.
 * @type {import('@nx/devkit').CreateNodes}
 */
export const createNodes = [
  '{apps/*/app.{ts,yaml},{libs,tools}/*/package.json,maintainers/package.json,attacks/estate.ts,fleet/fleet.ts}',
  (files, _options, { workspaceRoot }) => {
    const folders = new Map(files.map((file) => [path.dirname(file), file]))
    return [...folders].map(([folder, file]) => [file, { projects: { [folder]: project(workspaceRoot, folder) } }])
  },
]

/** @param {string} workspace @param {string} folder @returns {Project} */
function project(workspace, folder) {
  const [room = '', name = ''] = folder.split('/')
  if (room === 'apps') return appProject(workspace, name)
  if (room === 'attacks') return { ...codeProject(workspace, folder), name: 'attacks', tags: ['layer:tools'] }
  if (room === 'fleet') return { ...codeProject(workspace, folder), name: 'fleet', tags: ['layer:estate'] }
  return codeProject(workspace, folder)
}

export const name = 'slipway'
