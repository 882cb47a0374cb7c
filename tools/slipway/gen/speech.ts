import type { Asked } from './options.ts'
import type { Speech } from './run.ts'

/** Blanks a terminal's line. */
const blank = '\r\u001b[2K'

/** Speaks to this process's streams. Progress is one line that comes and goes on a terminal, plain lines elsewhere, nothing with JSON. */
export function streams(json: boolean): Speech {
  const start = performance.now()
  const terminal = process.stderr.isTTY
  const clear = terminal ? blank : ''
  return {
    out: (text) => void (process.stderr.write(clear), process.stdout.write(text)),
    err: (text) => void process.stderr.write(`${clear}${text}`),
    progress: (line) => void (json || process.stderr.write(terminal ? `${blank}${line}` : `${line}\n`)),
    seconds: () => (performance.now() - start) / 1000,
  }
}

/** Runs a verb with what was asked for, and sets the exit code. */
export async function main<T extends { readonly json: boolean }>(
  asked: Asked<T>,
  verb: (options: T, speech: Speech) => Promise<0 | 1>,
): Promise<void> {
  if (asked.ok) process.exitCode = await verb(asked.options, streams(asked.options.json))
  else {
    const stream = asked.exit === 0 ? process.stdout : process.stderr
    stream.write(asked.text)
    process.exitCode = asked.exit
  }
}
