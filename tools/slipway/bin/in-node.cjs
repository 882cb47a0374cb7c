// @ts-check
// `node in-node.cjs SCRIPT [WORDS]`, by any Node from 20 on: the script runs in the pinned one, and so does all that it
// starts.
const path = require('node:path')
const { goOnIn, isNewEnough, packagedNode, sayMissing } = require('./packaged-node.cjs')

const program = packagedNode()
if (program === undefined && !isNewEnough) sayMissing('24')
else {
  const node = program ?? process.execPath
  const PATH = [path.dirname(node), process.env['PATH']].join(path.delimiter)
  goOnIn(node, process.argv.slice(2), { ...process.env, PATH })
}
