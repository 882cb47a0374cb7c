import { baseName, show } from '@slipway/core'
import type { PodPart, SpecPart } from '../shape/app.ts'
import type { Report } from './report.ts'

interface Start {
  readonly command?: readonly string[] | undefined
  readonly args?: readonly string[] | undefined
}

/** They read the word after `-c`, or end with an error. */
const shells = new Set(['sh', 'bash', 'ash', 'dash', 'zsh'])

/** Kubernetes takes a blank in a path, but most that is written so is a command line. */
const ofPath = (program: string): string =>
  program.startsWith('/') && program.trim() === program
    ? `; where the blank is part of the path: ["env", ${show(program)}], or a link without one in the image`
    : ''

/** A command is executed word by word, and not read by a shell: its first word is a program's name or path. */
function commandRules(at: string, { command, args }: Start, report: Report) {
  const [program, ...rest] = command ?? []
  if (program === undefined) return
  const parts = program.trim().split(/\s+/)
  if (program.trim() === '')
    report(`${at}[0]`, 'command-empty', program, 'the name or the path of a program', 'write it, or take command out')
  else if (parts.length > 1 || program !== parts[0])
    report(
      `${at}[0]`,
      'command-blank',
      program,
      'a program alone: no shell reads the command, so that a program with all of this as its name is sought',
      `write ${show(parts)}, or leave it to a shell: ["sh", "-c", ...]${ofPath(program)}`,
    )
  else if (shells.has(baseName(program)) && rest.at(-1) === '-c' && args === undefined)
    report(
      at,
      'command-unfinished',
      command,
      'what the shell is to read, behind "-c"',
      'add it: the arguments of the image are left out where command is said',
    )
}

/** Without a command, the image of the app would start the app itself. */
function missing(at: string, { command, args }: Start, report: Report) {
  if (command === undefined && args === undefined)
    report(
      `${at}.command`,
      'missing-field',
      undefined,
      'what it runs',
      `add "${at}.command", or args for what the image starts`,
      `${at}.args`,
      `${at}.command`,
    )
}

/** Of all that a spec has executed. */
export function startRules(spec: SpecPart, report: Report) {
  commandRules('command', spec, report)
  if (spec.kind === 'function') return
  ranToTheirEnd(spec, report)
  spec.sidecars?.forEach((one, i) => commandRules(`sidecars[${i}].command`, one, report))
  if (!('health' in spec)) return
  for (const which of ['ready', 'live'] as const) {
    const asked = spec.health?.[which]
    if (typeof asked === 'object' && 'command' in asked) commandRules(`health.${which}.command`, asked, report)
  }
}

function ranToTheirEnd(spec: PodPart, report: Report) {
  if ('migrate' in spec && spec.migrate !== undefined) {
    missing('migrate', spec.migrate, report)
    commandRules('migrate.command', spec.migrate, report)
  }
  spec.init?.forEach((one, i) => {
    if (one.image === undefined) missing(`init[${i}]`, one, report)
    commandRules(`init[${i}].command`, one, report)
  })
}
