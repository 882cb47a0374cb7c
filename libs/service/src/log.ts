import { pino, stdTimeFunctions, type Logger } from 'pino'

export type Log = Logger

/** An error as a field of a log line: its sentence, never its stack over many lines. */
export const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/**
 * Pino with the field names that log collectors look for: one JSON object a line, with `time`, `level` and `message`.
 * @param fields on every line
 * @param write instead of stdout, for tests
 */
export const createLog = (fields: object, write?: (line: string) => void): Log =>
  pino(
    {
      base: fields,
      messageKey: 'message',
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    write && { write },
  )
