// @ts-check
// JavaScript, because whatever Node starts nx has to load it, and Node 20 strips no types.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'

/**
 * @typedef {import('@nx/devkit').ProjectConfiguration} Project
 * @typedef {import('@nx/devkit').TargetConfiguration} Target
 * @typedef {{ name?: string, nx?: { name?: string }, dependencies?: Record<string, string> }} PackageJson
 */

const scope = '@slipway/'

/** @param {string} folder @returns {PackageJson | undefined} */
function packageJson(folder) {
  const file = path.join(folder, 'package.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

/**
 * Nx lets package.json have the last word on a project's name, after every plugin. So that an app never has two names, package.json says
 * none (npm takes the folder's then, as Nx does), or the same one.
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

/** @param {string} folder @returns {boolean} */
const hasTests = (folder) =>
  readdirSync(folder, { withFileTypes: true }).some((entry) =>
    entry.isDirectory()
      ? entry.name !== 'node_modules' && hasTests(path.join(folder, entry.name))
      : entry.name.endsWith('.test.ts'),
  )

/**
 * What an image is built from: the app's own code and the libs its package.json names. Never its spec, its releases nor what the spec
 * mounts from `config/`, or the pull request that bumps a version would build the next image. `code` and its like are in nx.json.
 * @param {string} app @param {PackageJson | undefined} json @returns {Target}
 */
function image(app, json) {
  const libs = Object.keys(json?.dependencies ?? {}).filter((name) => name.startsWith(scope))
  return {
    command: `docker buildx build --file apps/${app}/Dockerfile --tag ${app} .`,
    inputs: [
      'code',
      '{workspaceRoot}/.dockerignore',
      ...(json === undefined ? [] : ['lock']),
      ...libs.map((project) => ({ input: 'production', projects: [project] })),
      // The lockfile stands for what npm installs; all of node_modules would be hashed otherwise.
      { externalDependencies: [] },
    ],
    metadata: { description: `Build the image of ${app}` },
  }
}

/**
 * The Nx project of one app, from what lies in its folder.
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
      command: `node --import ./tools/slipway/warm.js tools/slipway/gen.ts --app ${app}`,
      inputs: ['spec', 'renderer', { externalDependencies: [] }],
      metadata: { description: `Render the manifests of ${app}` },
    },
    check: {
      command: `node tools/slipway/check.ts --app ${app}`,
      inputs: ['spec', 'renderer', 'rules', { externalDependencies: [] }],
      metadata: { description: `Check the spec and the manifests of ${app}` },
    },
  }
  if (existsSync(path.join(folder, 'Dockerfile'))) targets['image'] = image(app, json)
  if (hasTests(folder)) {
    targets['test'] = {
      command: `vitest run apps/${app}/`,
      inputs: ['default', '^production', '{workspaceRoot}/vitest.config.ts', 'lock', { externalDependencies: [] }],
      metadata: { description: `Run the tests of ${app}` },
    }
  }
  return { name: app, root: `apps/${app}`, projectType: 'application', tags: ['layer:app'], targets }
}

/**
 * Every `apps/<app>/app.ts` or `app.yaml` is a project; nothing has to be registered. An app that another one `calls` is no build
 * dependency, so the plugin adds none: Nx reads those that there are from imports and from package.json.
 * @type {import('@nx/devkit').CreateNodes}
 */
export const createNodes = [
  'apps/*/app.{ts,yaml}',
  (files, _options, context) => {
    const apps = new Map(files.map((file) => [path.basename(path.dirname(file)), file]))
    return [...apps].map(([app, file]) => [
      file,
      { projects: { [`apps/${app}`]: appProject(context.workspaceRoot, app) } },
    ])
  },
]

export const name = 'slipway-apps'
