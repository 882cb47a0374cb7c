#!/usr/bin/env node
// @ts-check
// Any Node from 20 on can start this (CommonJS: 20 ms less of CPU). It goes on in the pinned Node, unless it is that one.
const { readFileSync } = require('node:fs')
const nodeModule = require('node:module')
const path = require('node:path')
const { goOnIn, isNewEnough, modules, packagedNode, sayMissing } = require('./packaged-node.cjs')

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

const program = packagedNode()
if (process.version === pinned() || (program === undefined && isNewEnough)) {
  nodeModule.enableCompileCache(compiled)
  void import(main)
} else if (program !== undefined)
  goOnIn(program, [main, ...process.argv.slice(2)], { ...process.env, NODE_COMPILE_CACHE: compiled })
else sayMissing(pinned() ?? '24')
