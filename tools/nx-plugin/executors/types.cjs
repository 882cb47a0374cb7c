// @ts-check
const { spawn } = require('node:child_process')
const { mkdirSync, mkdtempSync, rmSync, writeFileSync } = require('node:fs')
const path = require('node:path')
const { executor, owns } = require('./judge.cjs')

/**
 * The files that tsconfig.json names. TypeScript 7 has no API yet; its JavaScript sibling reads the same settings.
 * @param {string} workspace
 */
function filesOf(workspace) {
  const ts = require('typescript')
  const host = {
    ...ts.sys,
    /** @param {import('typescript').Diagnostic} problem */
    onUnRecoverableConfigFileDiagnostic: (problem) => {
      throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, '\n'))
    },
  }
  const config = ts.getParsedCommandLineOfConfigFile(path.join(workspace, 'tsconfig.json'), {}, host)
  if (config === undefined) throw new Error('tsconfig.json cannot be read')
  return config.fileNames
}

/**
 * TypeScript 7, the native compiler: a third of the CPU of the one in JavaScript, which ESLint's parser still needs.
 * @param {readonly string[]} files @param {string} workspace
 * @returns {Promise<{ code: number | null, text: string }>}
 */
async function compile(files, workspace) {
  const compiler = path.join(path.dirname(require.resolve('typescript-native/package.json')), 'bin/tsc')
  const caches = path.join(workspace, 'node_modules/.cache/slipway')
  mkdirSync(caches, { recursive: true })
  // Inside of the workspace, where `types` of the settings are found.
  const scratch = mkdtempSync(path.join(caches, 'types-'))
  const settings = path.join(scratch, 'tsconfig.json')
  writeFileSync(settings, JSON.stringify({ extends: path.join(workspace, 'tsconfig.json'), files, include: [] }))
  // The tests run beside it: more threads only take their cores.
  const words = [compiler, '-p', settings, '--noEmit', '--pretty', 'false', '--singleThreaded']
  const child = spawn(process.execPath, words, { cwd: workspace, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (text += data))
  try {
    const code = await new Promise((resolve, reject) => child.on('close', resolve).on('error', reject))
    return { code, text }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/**
 * By project, of its own files only: what it imports is another project's to judge. What names no file is everybody's
 * problem, and so is a bad exit that names none.
 * @param {readonly import('./judge.cjs').Project[]} projects
 * @param {{ code: number | null, text: string, files: readonly string[] }} report files and problems from the
 * workspace's root
 * @returns {readonly import('./judge.cjs').Verdict[]}
 */
function verdictsOf(projects, { code, text, files }) {
  // A problem begins a line; what explains it is indented.
  const problems = text.split(/\r?\n(?=\S)/).flatMap((one) => {
    const problem = one.trimEnd()
    const [, file] = /^(\S.*?)\(\d+,\d+\): /.exec(problem) ?? []
    return problem === '' ? [] : [{ file: file?.replaceAll('\\', '/'), problem }]
  })
  const unnamed = problems.filter(({ file }) => file === undefined).map(({ problem }) => problem)
  const crashed = code !== 0 && problems.length === 0 ? [`the compiler exited with ${code ?? 'a signal'}`] : []
  return projects.map((project) => {
    const own = problems.filter(({ file }) => file !== undefined && owns(project, file)).map(({ problem }) => problem)
    const output = [...crashed, ...unnamed, ...own].join('\n')
    const failed = output === '' ? 0 : 1
    return { passed: 1 - failed, failed, files: files.filter((file) => owns(project, file)).length, output }
  })
}

/** @type {import('./judge.cjs').Runner} */
async function run(projects, workspace) {
  /** @param {string} file */
  const local = (file) => path.relative(workspace, file).replaceAll('\\', '/')
  const files = filesOf(workspace).filter((file) => projects.some((project) => owns(project, local(file))))
  const report = await compile(files, workspace)
  return verdictsOf(projects, { ...report, files: files.map(local) })
}

module.exports = { ...executor('types', run), verdictsOf }
