// @ts-check
// In the Node that runs the code: what makes it start quickly, then the command.
const { enableCompileCache } = require('node:module')
const path = require('node:path')
const { answerImports } = require('./answer-imports.cjs')
const { modules } = require('./packaged-node.cjs')

// Stripping types and compiling is more than half of a verb's start (docs/speed.md). Node compares each text before it
// uses the cache.
enableCompileCache(process.env['NODE_COMPILE_CACHE'] ?? path.join(modules, '.cache/slipway'))
answerImports(path.dirname(modules))
void import('./main.ts')
