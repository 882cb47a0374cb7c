import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { download } from './vendor-schemas/download.ts'
import { generate } from './vendor-schemas/generate.ts'
import { readme } from './vendor-schemas/readme.ts'

const usage = `Usage: npx node maintainers/vendor-schemas.ts [--root DIR] [--json]

Writes libs/checks/schemas from the pinned Go modules (maintainers/vendor-schemas/modules.ts). Needs Go, and the module proxy for what is not cached.

  --root DIR  the repository (default: the current folder)
  --json      print what was written as JSON
`

const options = {
  root: { type: 'string', default: '.' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

function args() {
  try {
    return parseArgs({ options, strict: true }).values
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}`)
    process.exit(2)
  }
}

const { root, json, help } = args()
if (help) {
  process.stdout.write(usage)
  process.exit(0)
}

try {
  const files = await generate(download)
  const bytes = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  const folder = path.join(root, 'libs/checks/schemas')
  rmSync(folder, { recursive: true, force: true })
  for (const [name, text] of [...files, ['README.md', readme(bytes)] as const]) {
    const file = path.join(folder, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  const said = json
    ? JSON.stringify({ files: files.size, bytes })
    : `schemas: ${files.size} files, ${Math.round(bytes / 1024)} KiB`
  process.stdout.write(`${said}\n`)
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exit(1)
}
