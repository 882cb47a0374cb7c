// @ts-check
// CommonJS, because Nx loads executors by `require`, also with a Node 20 that cannot require an ES module.
const { mkdirSync, writeFileSync } = require('node:fs')
const path = require('node:path')

/**
 * The result of a runner in one project.
 * @typedef {{ passed: number, failed: number, files: number, output: string }} Verdict
 * @typedef {{ root: string, also: readonly string[] }} Project its folder, and single files beside it; from the
 * workspace's root
 * @typedef {(projects: readonly Project[], workspace: string) => Promise<readonly Verdict[]>} Runner one verdict a
 * project, in their order
 */

/**
 * An output of the target, so Nx's cache brings it back.
 * @param {string} target @param {string} root of the project
 */
const verdictFile = (target, root) => `node_modules/.cache/slipway/verdicts/${target}/${root.replaceAll('/', '-')}.json`

/** @param {string} workspace @param {string} target @param {string} root @param {Verdict} verdict */
function keep(workspace, target, root, verdict) {
  const file = path.join(workspace, verdictFile(target, root))
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, JSON.stringify({ passed: verdict.passed, failed: verdict.failed, files: verdict.files }))
}

/** @param {Verdict} verdict */
const told = ({ passed, failed, output }) => `${output}${output === '' ? '' : '\n'}${passed} passed, ${failed} failed\n`

/**
 * With the batch form, one start of the runner serves all projects that are due: starting costs more than most of
 * them.
 * @param {string} target @param {Runner} runner
 */
const executor = (target, runner) => ({
  /** @param {{ also?: string[] }} options @param {import('@nx/devkit').ExecutorContext} context */
  async one({ also = [] }, context) {
    const root = context.projectsConfigurations.projects[context.projectName ?? '']?.root ?? ''
    const [verdict] = await runner([{ root, also }], context.root)
    if (verdict === undefined) return { success: false }
    keep(context.root, target, root, verdict)
    process.stdout.write(told(verdict))
    return { success: verdict.failed === 0 }
  },
  /**
   * @param {import('@nx/devkit').TaskGraph} graph @param {Record<string, { also?: string[] }>} options
   * @param {unknown} _overrides @param {import('@nx/devkit').ExecutorContext} context
   */
  async many(graph, options, _overrides, context) {
    const tasks = Object.values(graph.tasks)
    const projects = tasks.map(({ id, projectRoot = '' }) => ({ root: projectRoot, also: options[id]?.also ?? [] }))
    const verdicts = await runner(projects, context.root)
    return Object.fromEntries(
      tasks.map(({ id, projectRoot = '' }, i) => {
        const verdict = verdicts[i]
        if (verdict === undefined) return [id, { success: false, terminalOutput: 'no verdict\n' }]
        keep(context.root, target, projectRoot, verdict)
        // Nx shows the output of a batch's tasks only to terminals.
        if (verdict.failed > 0) process.stdout.write(`${id}\n${told(verdict)}`)
        return [id, { success: verdict.failed === 0, terminalOutput: told(verdict) }]
      }),
    )
  },
})

/** @param {Project} project @param {string} file from the workspace's root */
const owns = ({ root, also }, file) => file.startsWith(`${root}/`) || also.includes(file)

module.exports = { executor, owns, verdictFile }
