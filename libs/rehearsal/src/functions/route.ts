/**
 * Whether a route of an HTTP API takes a path; its keys are those that libs/aws writes: `$default`, `ANY /a` and
 * `ANY /a/{proxy+}`.
 */
export function takesPath(key: string, path: string): boolean {
  if (key === '$default') return true
  const [method, pattern = ''] = key.split(' ')
  if (method !== 'ANY') throw new Error(`a route of the form "${key}" is one that no rehearsal plays`)
  const [start, proxy] = pattern.split('{proxy+}')
  return proxy === undefined ? path === pattern : path.startsWith(start ?? '') && path.length > (start ?? '').length
}

/** A path that a route takes, to try it. */
export const pathOf = (key: string): string =>
  key === '$default' ? '/' : (key.split(' ')[1] ?? '/').replace('{proxy+}', 'x')
