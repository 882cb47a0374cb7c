/** A string of the OpenTelemetry Transformation Language; the collector takes `$` for a variable, and `$$` for `$`. */
export const quoted = (text: string): string => JSON.stringify(text).replaceAll('$', '$$$$')

export const attribute = (name: string): string => `log.attributes["${name}"]`

/** One field may have several names; the first that is there becomes ours. */
export const renamed = (to: string, ...from: readonly string[]): readonly string[] =>
  from.flatMap((name) => [
    `set(${attribute(to)}, ${attribute(name)}) where ${attribute(name)} != nil and ${attribute(to)} == nil`,
    `delete_key(log.attributes, "${name}")`,
  ])
