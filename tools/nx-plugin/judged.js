// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import judge from './executors/judge.cjs'

/** @typedef {import('@nx/devkit').TargetConfiguration} Target */

/** Files of the root that are judged with a project. @type {Record<string, string[]>} */
const beside = { 'tools/test': ['eslint.config.js', 'vitest.config.ts'] }

/** @param {string} folder @param {RegExp} name @returns {boolean} whether such a file lies in it or below */
const has = (folder, name) =>
  readdirSync(folder, { withFileTypes: true }).some((entry) =>
    entry.isDirectory()
      ? entry.name !== 'node_modules' && has(path.join(folder, entry.name), name)
      : name.test(entry.name),
  )

/**
 * The projects that its files import. Nx itself reads package.json alone, which such folders as attacks/ have not.
 * @param {string} workspace its root
 * @param {string} root the project's folder, from there
 * @returns {string[]}
 */
export function imported(workspace, root) {
  const files = readdirSync(path.join(workspace, root), { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.[cm]?[jt]s$/.test(file) && !file.includes('node_modules'),
  )
  const names = files.flatMap((file) =>
    [
      ...readFileSync(path.join(workspace, root, file), 'utf8').matchAll(
        /^(?:import|export) [^'"]*['"]@slipway\/([\w-]+)/gm,
      ),
    ].map(([, name = '']) => name),
  )
  const isProject = (/** @type {string} */ name) =>
    ['libs', 'tools'].some((room) => existsSync(path.join(workspace, room, name, 'package.json')))
  return [...new Set(names)]
    .filter((name) => isProject(name) && root !== `libs/${name}` && root !== `tools/${name}`)
    .map((name) => `@slipway/${name}`)
    .sort()
}

/**
 * `test` where there are tests, `types` and `lint` where there is code.
 * @param {string} workspace its root
 * @param {string} root the project's folder, from there
 * @param {boolean} alone its tests read no file outside of the projects that it imports
 * @returns {Record<string, Target>}
 */
export function judged(workspace, root, alone = true) {
  const folder = path.join(workspace, root)
  const also = beside[root] ?? []
  /** @param {string} name @param {string[]} settings @param {string} description @returns {Target} */
  const target = (name, settings, description) => ({
    executor: `@slipway/nx-plugin:${name}`,
    ...(also.length > 0 && name !== 'test' && { options: { also } }),
    cache: true,
    inputs: [
      'default',
      '^default',
      ...[...settings, ...also, 'tools/nx-plugin/executors/*'].map((file) => `{workspaceRoot}/${file}`),
      ...(alone || name !== 'test' ? [] : ['estate']),
      'lock',
      { externalDependencies: [] },
    ],
    outputs: [`{workspaceRoot}/${judge.verdictFile(name, root)}`],
    metadata: { description },
  })
  return {
    ...(has(folder, /\.test\.ts$/) && { test: target('test', ['vitest.config.ts'], 'Run its tests') }),
    ...(has(folder, /\.[jt]s$/) && {
      types: target('types', ['tsconfig.json'], 'Check its types'),
      lint: target('lint', ['eslint.config.js', 'tools/test/no-circle.js'], 'Lint it'),
    }),
  }
}
