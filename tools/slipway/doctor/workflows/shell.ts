/** A simple command of a script, as it is written. */
export interface ShellCommand {
  readonly text: string
  /** The command that reads what it prints. */
  readonly into?: string
}

/** The placeholder of a command within a command: `$(a)`, and `<(a)` or `>(a)`, which are files. */
const inner = '_'

interface Level {
  text: string
  isQuoted: boolean
}

/** Quotes end with their line here: an apostrophe in a comment hides nothing of the next one. */
function commandsOfLine(line: string): readonly ShellCommand[] {
  const commands: { text: string; isPiped: boolean; depth: number }[] = []
  const outer: Level[] = []
  let level: Level = { text: '', isQuoted: false }
  const end = (isPiped: boolean) => {
    if (level.text.trim() !== '') commands.push({ text: level.text.trim(), isPiped, depth: outer.length })
    level.text = ''
  }
  for (let i = 0; i < line.length; i++) {
    const char = line[i] ?? ''
    const close = char === "'" && !level.isQuoted ? line.indexOf(char, i + 1) : -1
    if (close > 0) {
      level.text += line.slice(i, close + 1)
      i = close
    } else if (char === '\\') level.text += line.slice(i, ++i + 1)
    else if (char === '"' && (level.isQuoted || line.includes('"', i + 1))) {
      level.isQuoted = !level.isQuoted
      level.text += char
    } else if ((level.isQuoted ? /\$/ : /[$<>]/).test(char) && line[i + 1] === '(' && line[i + 2] !== '(') {
      outer.push(level)
      level = { text: '', isQuoted: false }
      i++
    } else if (char === ')' && !level.isQuoted && outer.length > 0) {
      end(false)
      level = outer.pop() ?? level
      level.text += inner
    } else if (char === '`') end(false)
    else if (!level.isQuoted && /[;|)&]/.test(char) && !(char === '&' && /[<>]$/.test(level.text)))
      end(char === '|' && line[i + 1] !== '|' && line[i - 1] !== '|')
    else level.text += char
  }
  while (outer.length > 0) {
    end(false)
    level = outer.pop() ?? level
  }
  end(false)
  // Backwards: the next command of a depth is the one that was seen last.
  const next = new Map<number, string>()
  const found = commands.toReversed().map(({ text, isPiped, depth }): ShellCommand => {
    const into = isPiped ? next.get(depth) : undefined
    next.set(depth, text)
    return into === undefined ? { text } : { text, into }
  })
  return found.reverse()
}

/** The simple commands of a script, those within others first. */
export const shellCommands = (script: string): readonly ShellCommand[] => script.split('\n').flatMap(commandsOfLine)
