// Any Node from 20 on can start the tests; they go on in the pinned one (npm's package `node`; the platform's package
// has it where npm ignored scripts), and so does all that they start.
const { spawn } = require('node:child_process')
const { existsSync, readdirSync } = require('node:fs')
const path = require('node:path')

const modules = path.resolve(__dirname, '../../node_modules')
const folders = existsSync(modules) ? readdirSync(modules).filter((name) => /^node(?:-|$)/.test(name)) : []
const program = folders.map((name) => path.join(modules, name, 'bin/node')).find((file) => existsSync(file))
const isNewEnough = Number(process.versions.node.split('.')[0]) >= 24
if (program === undefined && !isNewEnough) {
  console.error(`Node 24 is not installed here, and this one is ${process.version}. Do: npm ci, or npm rebuild node`)
  process.exitCode = 1
} else {
  const node = program ?? process.execPath
  const PATH = [path.dirname(node), process.env['PATH']].join(path.delimiter)
  const words = [path.join(__dirname, 'test.ts'), ...process.argv.slice(2)]
  const child = spawn(node, words, { stdio: 'inherit', env: { ...process.env, PATH } })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.once('exit', (code) => void (process.exitCode = code ?? 1))
}
