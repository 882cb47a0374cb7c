import { z } from 'zod'

/** @param check what JSON Schema cannot express */
export const matching = (
  pattern: RegExp,
  description: string,
  check: (text: string) => boolean = () => true,
  string = z.string(),
) => string.regex(pattern).refine(check).describe(description)
