export type Fields = Readonly<Record<string, unknown>>

/** One JSON object on one line for each event. Fields of the call win over those of the log itself. */
export interface Log {
  info(message: string, fields?: Fields): void
  warn(message: string, fields?: Fields): void
  error(message: string, fields?: Fields): void
}

/** An error as a field of a log line: its sentence, never its stack over many lines. */
export const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/**
 * @param fields what every line says: app, version, pod
 * @param write where a finished line goes
 * @param now the clock, for tests
 */
export function createLog(
  fields: Fields,
  write: (line: string) => void = (line) => void process.stdout.write(line),
  now: () => Date = () => new Date(),
): Log {
  const at =
    (level: string) =>
    (message: string, more: Fields = {}) =>
      write(`${JSON.stringify({ time: now().toISOString(), level, message, ...fields, ...more })}\n`)
  return { info: at('info'), warn: at('warn'), error: at('error') }
}
