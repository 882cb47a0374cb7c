import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { exec } from '@slipway/cli/exec'
import type { Machine } from '@slipway/cli/program'

/** For tests: a machine with an empty home and nothing on PATH but what a test puts there, as shell scripts. */
export interface FakeMachine extends Machine {
  readonly root: string
  /**
   * Puts a script on PATH. Its `log` line notes that it ran, with its words; programs of the system have to be named by
   * their path.
   */
  readonly put: (command: string, script: string) => void
  readonly remove: (command: string) => void
  /** What ran so far, a line each. */
  readonly ran: () => readonly string[]
  readonly clear: () => void
}

export function fakeMachine(): FakeMachine {
  const root = mkdtempSync(path.join(tmpdir(), 'slipway-rehearsal-'))
  const [bin, home, log] = ['bin', 'home', 'log'].map((name) => path.join(root, name)) as [string, string, string]
  for (const folder of [bin, home]) mkdirSync(folder)
  return {
    root,
    home,
    platform: 'linux',
    arch: 'x64',
    run: exec,
    env: { PATH: bin, HOME: home },
    put: (command, script) => {
      writeFileSync(path.join(bin, command), `#!/bin/sh\necho "${command} $*" >> '${log}'\n${script}\n`)
      chmodSync(path.join(bin, command), 0o755)
    },
    remove: (command) => rmSync(path.join(bin, command)),
    ran: () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []),
    clear: () => rmSync(root, { recursive: true, force: true }),
  }
}

/** A `go` that has the pinned toolchain and does `build` with the output's path in $out. */
export const fakeGo = (build: string): string => `case "$1" in
  version) echo 'go version go1.26.10 linux/amd64'; exit 0;;
  build) while [ "$1" != -o ]; do shift; done; out=$2; package=$3;;
esac
${build}`

/** Shell words that make $out a program which says \`words\`. */
export const makeProgram = (words: string): string =>
  `printf '#!/bin/sh\\necho "${words}"\\n' > "$out"; /bin/chmod 755 "$out"`
