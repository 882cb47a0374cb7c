// The command `slipway-review` of the package that npx slipway pack-review makes.
import { processOutput, runCommand } from '@slipway/cli'
import review from '../review.ts'

// A reader that has enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})
process.exitCode = await runCommand({ ...review, name: 'slipway-review' }, process.argv.slice(2), processOutput())
