import { defineCommand, root } from '@slipway/cli'

export default defineCommand({
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
  async run({ root, rooms }, _, { out }) {
    const { drawRooms, writePicture } = await import('./architecture/picture.ts')
    if (rooms === undefined) writePicture(root)
    else out(drawRooms(root, rooms))
    return 0
  },
})
