#!/usr/bin/env node
// @ts-check
// Any Node from 20 on can start this (CommonJS: 20 ms less of CPU). It goes on in the pinned Node, unless it is that
// one.
const { readFileSync } = require('node:fs')
const path = require('node:path')
const { goOnIn, isNewEnough, modules, packagedNode, sayMissing } = require('./packaged-node.cjs')

/** @returns {string | undefined} the pinned version, `v24.21.0` */
function pinned() {
  try {
    return `v${JSON.parse(readFileSync(path.join(modules, 'node/package.json'), 'utf8')).version}`
  } catch {
    return undefined
  }
}

const program = packagedNode()
if (process.version === pinned() || (program === undefined && isNewEnough)) require('./start.cjs')
else if (program !== undefined) goOnIn(program, [path.join(__dirname, 'start.cjs'), ...process.argv.slice(2)])
else sayMissing(pinned() ?? '24')
