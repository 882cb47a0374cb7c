/**
 * Aborts when asked to end, so that child processes can be ended first. One Ctrl-C may come several times, by parents
 * that pass it on; a second later it is a person who will not wait.
 */
export function stopSignal(): AbortSignal {
  const stop = new AbortController()
  let first: number | undefined
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      first ??= performance.now()
      stop.abort()
      if (performance.now() - first > 1000) process.exit(130)
    })
  return stop.signal
}
