/** `scale.on.times[0].from`, other names quoted. */
export const fieldPath = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    const name = /^[A-Za-z_][-A-Za-z0-9_]*$/.test(String(key)) ? String(key) : JSON.stringify(String(key))
    return text === '' ? name : `${text}.${name}`
  }, '')

/** Whether a field path is a field's own, or that of a field below it. */
export const isWithin = (path: string, field: string): boolean =>
  path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`)
