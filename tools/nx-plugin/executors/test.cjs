// @ts-check
const { spawn } = require('node:child_process')
const { existsSync, mkdtempSync, readFileSync, rmSync } = require('node:fs')
const { tmpdir } = require('node:os')
const path = require('node:path')
const { executor, owns } = require('./judge.cjs')

/**
 * https://vitest.dev/guide/reporters#json-reporter
 * @typedef {{ name: string, status: string, message?: string, assertionResults: { status: string, fullName: string,
 * failureMessages?: string[] }[] }} FileReport
 */

/** @param {string} text @returns {readonly FileReport[]} none for half a report */
function reported(text) {
  try {
    return JSON.parse(text).testResults ?? []
  } catch {
    return []
  }
}

/**
 * With the packaged Node, whatever Node runs Nx.
 * @param {readonly string[]} folders @param {string} workspace
 * @returns {Promise<{ code: number | null, text: string, files: readonly FileReport[] }>}
 */
async function vitest(folders, workspace) {
  const scratch = mkdtempSync(path.join(tmpdir(), 'slipway-vitest-'))
  const report = path.join(scratch, 'report.json')
  const { FORCE_COLOR: _, ...env } = process.env
  const child = spawn(
    process.execPath,
    [
      'tools/slipway/bin/in-node.cjs',
      'node_modules/vitest/vitest.mjs',
      'run',
      ...folders,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    {
      cwd: workspace,
      env: { ...env, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (text += data))
  try {
    const code = await new Promise((resolve, reject) => child.on('close', resolve).on('error', reject))
    const files = existsSync(report) ? reported(readFileSync(report, 'utf8')) : []
    return { code, text, files }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** @param {FileReport} file one that cannot be loaded is one failure */
function count({ status, message = '', name, assertionResults }) {
  const failed = assertionResults.filter((test) => test.status === 'failed')
  const unloaded = status === 'failed' && failed.length === 0
  return {
    passed: assertionResults.filter((test) => test.status === 'passed').length,
    failed: failed.length + (unloaded ? 1 : 0),
    output: [
      ...failed.map((test) => `FAIL ${name}\n${test.fullName}\n${(test.failureMessages ?? []).join('\n')}`),
      ...(unloaded ? [`FAIL ${name}\n${message}`] : []),
    ],
  }
}

/**
 * By project. A bad exit without a failed test is nobody's error, so it is everybody's; a project without a test has
 * proved nothing.
 * @param {readonly import('./judge.cjs').Project[]} projects @param {string} workspace
 * @param {{ code: number | null, text: string, files: readonly FileReport[] }} report
 * @returns {readonly import('./judge.cjs').Verdict[]}
 */
function verdictsOf(projects, workspace, { code, text, files }) {
  const verdicts = projects.map((project) => {
    const own = files
      .filter((file) => owns(project, path.relative(workspace, file.name).replaceAll('\\', '/')))
      .map(count)
    return {
      passed: own.reduce((sum, file) => sum + file.passed, 0),
      failed: own.reduce((sum, file) => sum + file.failed, 0),
      files: own.length,
      output: own.flatMap((file) => file.output).join('\n'),
    }
  })
  if (code !== 0 && verdicts.every(({ failed }) => failed === 0))
    return verdicts.map((verdict) => ({
      ...verdict,
      failed: 1,
      output: `vitest exited with ${code ?? 'a signal'}\n${text}`,
    }))
  return verdicts.map((verdict) =>
    verdict.passed + verdict.failed === 0 ? { ...verdict, failed: 1, output: 'no test ran' } : verdict,
  )
}

/** @type {import('./judge.cjs').Runner} */
const run = async (projects, workspace) => {
  const folders = projects.map(({ root }) => `${root}/`)
  return verdictsOf(projects, workspace, await vitest(folders, workspace))
}

module.exports = { ...executor('test', run), verdictsOf }
