import { home } from './home.ts'

/** Where a verb speaks to. */
export interface Output {
  /** The result, for people or as JSON. */
  readonly out: (text: string) => void
  /** What is wrong. */
  readonly err: (text: string) => void
  /** What goes on meanwhile, a line at a time: one that comes and goes on a terminal, plain lines elsewhere. */
  readonly progress: (line: string) => void
  /** Seconds since the start. */
  readonly seconds: () => number
  /** Whether the result may be coloured. */
  readonly colour: boolean
  /** Where the person stands; paths that they name begin there. */
  readonly cwd: string
}

/** Blanks a terminal's line. */
const blank = '\r\u001b[2K'

/** Where the person stands: npm runs scripts in the package's folder, and says in INIT_CWD where it was called. */
function standing(): string {
  const here = process.cwd()
  return here === home ? (process.env['INIT_CWD'] ?? here) : here
}

/** This process's streams. */
export function processOutput(): Output {
  const start = performance.now()
  const terminal = process.stderr.isTTY
  const clear = terminal ? blank : ''
  return {
    out: (text) => void (process.stderr.write(clear), process.stdout.write(text)),
    err: (text) => void process.stderr.write(`${clear}${text}`),
    progress: (line) => void process.stderr.write(terminal ? `${blank}${line}` : `${line}\n`),
    seconds: () => (performance.now() - start) / 1000,
    colour: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
    cwd: standing(),
  }
}
