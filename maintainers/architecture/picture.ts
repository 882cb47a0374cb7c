import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { draw } from './drawing.ts'
import { projectGraph, roomGraph } from './import-graph.ts'

export const picture = (root: string): string =>
  draw(
    projectGraph(root),
    'Floors, rooms, and who imports whom. An arrow is left out where a longer way says the same.',
  )

export const writePicture = (root: string): void =>
  writeFileSync(path.join(root, 'docs/architecture.svg'), picture(root))

export const drawRooms = (root: string, project: string): string =>
  draw(roomGraph(root, project), `The rooms of ${project}, and who of them imports whom`)
