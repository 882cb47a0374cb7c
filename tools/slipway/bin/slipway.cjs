#!/usr/bin/env node
// @ts-check
// Any Node from 20 on can start this (CommonJS: 20 ms less of CPU). It goes on in the pinned Node, npm's package
// `node`, unless it is that one. Where npm ignores scripts that package is empty, and the platform's package has the
// binary.
const { spawn } = require('node:child_process')
const { existsSync, readFileSync } = require('node:fs')
const nodeModule = require('node:module')
const path = require('node:path')

const modules = path.resolve(__dirname, '../../../node_modules')
const main = path.join(__dirname, 'main.ts')
// Stripping types and compiling is more than half of a verb's start (docs/speed.md). Node compares each text before it
// uses the cache.
const compiled = process.env['NODE_COMPILE_CACHE'] ?? path.join(modules, '.cache/slipway')

/** @returns {string | undefined} the pinned version, `v24.21.0` */
function pinned() {
  try {
    return `v${JSON.parse(readFileSync(path.join(modules, 'node/package.json'), 'utf8')).version}`
  } catch {
    return undefined
  }
}

/** @returns {string | undefined} the packaged program */
function packaged() {
  const [platform, program] = process.platform === 'win32' ? ['win', 'node.exe'] : [process.platform, 'node']
  const names = ['node', `node-${platform}-${process.arch}`, `node-bin-${platform}-${process.arch}`]
  return names
    .flatMap((name) => [path.join(modules, name), path.join(modules, 'node/node_modules', name)])
    .map((folder) => path.join(folder, 'bin', program))
    .find((file) => existsSync(file))
}

/** @param {string} program */
function goOnIn(program) {
  const env = { ...process.env, NODE_COMPILE_CACHE: compiled }
  const child = spawn(program, [main, ...process.argv.slice(2)], { stdio: 'inherit', env })
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

const program = packaged()
const isNewEnough = Number(process.versions.node.split('.')[0]) >= 24
if (process.version === pinned() || (program === undefined && isNewEnough)) {
  nodeModule.enableCompileCache(compiled)
  void import(main)
} else if (program !== undefined) goOnIn(program)
else {
  console.error(
    `Node ${pinned() ?? 24} is not installed here, and this one is ${process.version}. Do: npm ci, or npm rebuild node`,
  )
  process.exitCode = 1
}
