// @ts-check
// For what any Node from 20 on can start: the pinned Node, npm's package `node`. Where npm ignores scripts that package
// is empty, and the platform's package has the binary.
const { existsSync } = require('node:fs')
const path = require('node:path')

const modules = path.resolve(__dirname, '../../../node_modules')

/** @returns {string | undefined} the packaged program */
function packagedNode() {
  const [platform, program] = process.platform === 'win32' ? ['win', 'node.exe'] : [process.platform, 'node']
  const names = ['node', `node-${platform}-${process.arch}`, `node-bin-${platform}-${process.arch}`]
  return names
    .flatMap((name) => [path.join(modules, name), path.join(modules, 'node/node_modules', name)])
    .map((folder) => path.join(folder, 'bin', program))
    .find((file) => existsSync(file))
}

const isNewEnough = Number(process.versions.node.split('.')[0]) >= 24

/** @param {string} wanted */
function sayMissing(wanted) {
  console.error(
    `Node ${wanted} is not installed here, and this one is ${process.version}. Do: npm ci, or npm rebuild node`,
  )
  process.exitCode = 1
}

/**
 * Signals reach the program, and its end is ours.
 * @param {string} program
 * @param {readonly string[]} words
 * @param {NodeJS.ProcessEnv} env
 */
function goOnIn(program, words, env = process.env) {
  // Loaded here, for whoever is in the right Node starts nothing.
  const { spawn } = require('node:child_process')
  const child = spawn(program, words, { stdio: 'inherit', env })
  /** @param {NodeJS.Signals} signal */
  const pass = (signal) => void child.kill(signal)
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
  for (const signal of signals) process.on(signal, pass)
  child.once('error', (error) => {
    console.error(`${program} does not start: ${error.message}`)
    process.exitCode = 1
  })
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? 1
    if (signal === null) return
    for (const each of signals) process.off(each, pass)
    process.kill(process.pid, signal)
  })
}

module.exports = { modules, packagedNode, isNewEnough, sayMissing, goOnIn }
