/** The hosts of all addresses in a line. */
export const hostsIn = (line: string): readonly string[] =>
  [...line.matchAll(/\b(?:https?|ssh|git|oci):\/\/(?:[^@/\s"']*@)?([\w.-]+)/g)].map(([, host = '']) => host)
