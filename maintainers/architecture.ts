import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { defineCommand, processOutput, root, runCommand } from '@slipway/cli'
import { draw } from './architecture/drawing.ts'
import { projectGraph, roomGraph } from './architecture/import-graph.ts'

/** The picture of a repository, as ARCHITECTURE.md shows it. */
export const picture = (folder: string): string =>
  draw(
    projectGraph(folder),
    'Floors, rooms, and who imports whom. An arrow is left out where a longer way says the same.',
  )

export const architecture = defineCommand({
  name: 'architecture',
  summary: 'draws floors and rooms from the real imports, as docs/architecture.svg',
  options: {
    root,
    rooms: {
      value: 'FOLDER',
      help: 'print the rooms of one project instead, such as libs/review, and who of them imports whom',
    },
  },
  exits: ['drawn', 'something failed'],
  run({ root: folder, rooms }, _, { out }) {
    if (rooms !== undefined) out(draw(roomGraph(folder, rooms), `The rooms of ${rooms}, and who of them imports whom`))
    else writeFileSync(path.join(folder, 'docs/architecture.svg'), picture(folder))
    return 0
  },
})

if (import.meta.main) process.exitCode = await runCommand(architecture, process.argv.slice(2), processOutput())
