import { z } from 'zod'

/** A string schema with a pattern, a description and a check that JSON Schema cannot express. */
export const matching = (
  pattern: RegExp,
  description: string,
  check: (text: string) => boolean = () => true,
  string = z.string(),
) => string.regex(pattern).refine(check).describe(description)
