import { z } from 'zod'
import { appSpec } from './app.ts'

/** The JSON Schema of `app.yaml`, for editors: the first line `# yaml-language-server: $schema=...` turns it on. */
export function appJsonSchema(): string {
  const schema = z.toJSONSchema(appSpec, { io: 'input', target: 'draft-7', reused: 'inline' })
  return `${JSON.stringify({ title: 'Slipway app', ...schema }, null, 1)}\n`
}
