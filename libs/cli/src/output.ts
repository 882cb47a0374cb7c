import { home } from './home.ts'
import { visible } from './visible.ts'

export interface Output {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Transient on a terminal, plain lines elsewhere. */
  readonly progress: (line: string) => void
  readonly seconds: () => number
  readonly colour: boolean
  /** Paths that the person names begin here. */
  readonly cwd: string
}

const blank = '\r\u001b[2K'

/** npm runs scripts in the package's folder; INIT_CWD says where it was called. */
function standing(): string {
  const here = process.cwd()
  return here === home ? (process.env['INIT_CWD'] ?? here) : here
}

export function processOutput(): Output {
  const start = performance.now()
  const terminal = process.stderr.isTTY
  const clear = terminal ? blank : ''
  return {
    out: (text) => void (process.stderr.write(clear), process.stdout.write(visible(text))),
    err: (text) => void process.stderr.write(`${clear}${visible(text)}`),
    progress: (line) => void process.stderr.write(terminal ? `${blank}${visible(line)}` : `${visible(line)}\n`),
    seconds: () => (performance.now() - start) / 1000,
    colour: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
    cwd: standing(),
  }
}
