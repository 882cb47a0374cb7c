import { z } from 'zod'

/** A schema is made at each start, and each step of a chain copies it: one step for all. @param check what JSON Schema cannot express */
export const matching = (pattern: RegExp, description: string, check?: (text: string) => boolean, string = anyText) =>
  string
    .check(z.regex(pattern), ...(check === undefined ? [] : [z.refine<string>(check)]))
    .register(z.globalRegistry, { description })
const anyText = z.string()
