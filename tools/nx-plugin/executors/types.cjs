// @ts-check
const path = require('node:path')
const { executor, owns } = require('./judge.cjs')

/** Judges the projects' own files only, and reads what they import. @type {import('./judge.cjs').Runner} */
async function run(projects, workspace) {
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
  /** @param {string} file */
  const local = (file) => path.relative(workspace, file).replaceAll('\\', '/')
  const own = projects.map((project) => config.fileNames.filter((file) => owns(project, local(file))))
  const program = ts.createProgram([...new Set(own.flat())], config.options)
  const settings = program.getOptionsDiagnostics()
  return own.map((files) => {
    const problems = files.flatMap((file) => {
      const source = program.getSourceFile(file)
      return source === undefined
        ? []
        : [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
    })
    const output = ts.formatDiagnostics([...settings, ...problems], {
      getCanonicalFileName: (name) => name,
      getCurrentDirectory: () => workspace,
      getNewLine: () => '\n',
    })
    const failed = output === '' ? 0 : 1
    return { passed: 1 - failed, failed, files: files.length, output }
  })
}

module.exports = executor('types', run)
