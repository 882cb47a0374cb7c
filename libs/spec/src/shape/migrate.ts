import { z } from 'zod'
import { span } from './field.ts'
import { start } from './pod.ts'

/** Before every sync, so it is asked again after it has succeeded. */
export const migrate = z
  .strictObject({
    command: start.command.describe(
      'the command as a list, in the image of the new version; it changes nothing where all is done',
    ),
    args: start.args,
    timeout: span.describe('the longest that it may take, such as "30m"; "10m" by default').optional(),
  })
  .describe('what has to succeed before a new version starts, such as { command: ["node", "migrate.js"] }')
  .optional()
