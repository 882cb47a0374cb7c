import type { Command } from '../src/command.ts'
import { runCommand } from '../src/run.ts'

/** Runs a command as a person would, and keeps what it says. @param cwd where the person stands */
export async function ran(command: Command, argv: readonly string[], cwd = '/from') {
  let [out, err] = ['', '']
  const code = await runCommand(command, argv, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    progress: () => {},
    seconds: () => 0,
    colour: false,
    cwd,
  })
  return { code, out, err }
}
