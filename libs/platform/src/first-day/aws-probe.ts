import type { Probe } from './prerequisite.ts'

export const anything = (answer: string): boolean => answer.trim() !== ''
/** `aws ... --output text` prints `None` for a query that finds nothing. */
export const found = (answer: string): boolean => anything(answer) && answer.trim() !== 'None'

/** Asks by the CLI. @param there whether the answer says that it is there */
export const aws =
  (region: string) =>
  (args: readonly string[], there: Probe['there'] = anything): Probe => ({
    program: 'aws',
    args: [...args, '--region', region, '--output', 'text'],
    there,
  })
