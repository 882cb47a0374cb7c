import { z } from 'zod'

/**
 * A described text schema that matches a pattern. In one step, since each step of a chain copies the schema.
 * @param check for rules that JSON Schema cannot express
 */
export const matching = (pattern: RegExp, description: string, check?: (text: string) => boolean, string = anyText) =>
  string
    .check(z.regex(pattern), ...(check === undefined ? [] : [z.refine<string>(check)]))
    .register(z.globalRegistry, { description })
const anyText = z.string()
