// @ts-check
const { existsSync } = require('node:fs')
const path = require('node:path')
const { executor, owns } = require('./judge.cjs')

/** @type {import('./judge.cjs').Runner} */
async function run(projects, workspace) {
  const { ESLint } = require('eslint')
  const eslint = new ESLint({ cwd: workspace, errorOnUnmatchedPattern: false })
  const wanted = projects
    .flatMap(({ root, also }) => [root, ...also])
    .filter((file) => existsSync(path.join(workspace, file)))
  const results = await eslint.lintFiles(wanted)
  const formatter = await eslint.loadFormatter('stylish')
  return Promise.all(
    projects.map(async (project) => {
      const own = results.filter(({ filePath }) =>
        owns(project, path.relative(workspace, filePath).replaceAll('\\', '/')),
      )
      const failed = own.some(({ errorCount, warningCount }) => errorCount + warningCount > 0) ? 1 : 0
      return { passed: 1 - failed, failed, files: own.length, output: (await formatter.format(own)).trim() }
    }),
  )
}

module.exports = executor('lint', run)
