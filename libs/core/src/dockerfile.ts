import {
  Copy,
  DockerfileParser,
  From,
  type Instruction as Parsed,
  JSONInstruction,
  ModifiableInstruction,
} from 'dockerfile-ast'

/** The parser takes a second for a megabyte, and a gigabyte of memory. */
export const largestDockerfile = 128 * 1024

interface Instruction {
  /** In capitals. */
  readonly keyword: string
  /** Its flags and words, and the text of its heredocs; on one line, without comments. */
  readonly text: string
  readonly line: number
}

interface CopySource {
  readonly line: number
  readonly path: string
}

interface Base {
  readonly line: number
  readonly image: string
}

/** An image's recipe, as Docker reads it: with escapes, heredocs and arguments. */
export interface Dockerfile {
  readonly instructions: readonly Instruction[]
  /** Images that stages begin with, not earlier stages. */
  readonly bases: readonly Base[]
  /** Images that files are taken from: `--from` of COPY and of mounts. */
  readonly foreign: readonly Base[]
  /** The image that reads the file, by `# syntax=`. */
  readonly syntax: string | undefined
  /** Sources of all stages in the build context; without those from images, stages, URLs or the Dockerfile itself. */
  readonly sources: readonly CopySource[]
  /** The user of the last stage. */
  readonly user: { readonly line: number; readonly name: string } | undefined
  /** Those that a shell would run, and that so hear no signal. */
  readonly shells: readonly { readonly line: number; readonly keyword: string }[]
  readonly stages: number
}

const lineOf = (instruction: Parsed): number => instruction.getRange().start.line + 1

/** Values of arguments that have a default before the first stage: `ARG NODE=node:24@sha256:...`. */
function withArguments(text: string, values: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\$\{?(\w+)\}?/g, (whole, name: string) => values.get(name) ?? whole)
}

const flagsOf = (instruction: Parsed) => (instruction instanceof ModifiableInstruction ? instruction.getFlags() : [])

function textOf(instruction: Parsed): string {
  const flags = flagsOf(instruction).map((flag) => `--${flag.getName()}=${flag.getValue() ?? ''}`)
  return [...flags, ...instruction.getArguments().map((word) => word.getValue())].join(' ')
}

/** What `--from=` names, of COPY or of a mount. */
const fromOf = (instruction: Parsed): readonly string[] =>
  flagsOf(instruction).flatMap((flag) => {
    const value = flag.getValue() ?? ''
    if (flag.getName() === 'from') return [value]
    const named = flag.getName() === 'mount' ? /(?:^|,)from=([^,]*)/.exec(value)?.[1] : undefined
    return named === undefined ? [] : [named]
  })

function sourcesOf(instruction: Parsed): readonly CopySource[] {
  const heredoc = instruction instanceof Copy && instruction.getHeredocs().length > 0
  const words = instruction
    .getArguments()
    // After the first line follows the text of the heredoc.
    .filter((word) => !heredoc || word.getRange().start.line + 1 === lineOf(instruction))
    .map((word) => word.getValue())
  const json =
    instruction instanceof JSONInstruction ? instruction.getJSONStrings().map((one) => one.getJSONValue()) : []
  const all = json.length > 0 ? json : words
  return all
    .slice(0, -1)
    .filter((path) => !path.startsWith('<<') && !/^(?:https?|git):/.test(path))
    .map((path) => ({ line: lineOf(instruction), path: path.replace(/^\.?\/+/, '') }))
}

const isShell = (instruction: Parsed): boolean =>
  !(instruction instanceof JSONInstruction && instruction.getJSONStrings().length > 0) &&
  !/^\[\s*\]$/.test(instruction.getArgumentsContent()?.trim() ?? '')

/** Reads any text; one that is longer than `largestDockerfile` takes long. */
export function readDockerfile(source: string): Dockerfile {
  const file = DockerfileParser.parse(source)
  const instructions: Instruction[] = []
  const [bases, foreign, sources]: [Base[], Base[], CopySource[]] = [[], [], []]
  const stages = new Set<string>()
  const values = new Map<string, string>()
  let [user, shells, count]: [Dockerfile['user'], Dockerfile['shells'][number][], number] = [undefined, [], 0]
  /** A stage goes by its name or its number. */
  const isStage = (name: string): boolean => stages.has(name.toLowerCase()) || /^\d+$/.test(name)
  for (const instruction of file.getInstructions()) {
    const line = lineOf(instruction)
    const keyword = instruction.getKeyword().toUpperCase()
    instructions.push({ keyword, text: textOf(instruction), line })
    const from = fromOf(instruction).map((name) => withArguments(name, values))
    foreign.push(...from.filter((name) => name !== 'scratch' && !isStage(name)).map((image) => ({ line, image })))
    if (instruction instanceof From) {
      const image = withArguments(instruction.getImage() ?? '', values)
      if (image !== 'scratch' && !stages.has(image.toLowerCase())) bases.push({ line, image })
      stages.add((instruction.getBuildStage() ?? '').toLowerCase())
      count += 1
      user = undefined
      shells = []
    } else if (keyword === 'ARG' && count === 0) {
      const [, name, value] = /^(\w+)=(.*)$/.exec(instruction.getArgumentsContent()?.trim() ?? '') ?? []
      if (name !== undefined && value !== undefined) values.set(name, value.replaceAll(/^["']|["']$/g, ''))
    } else if (keyword === 'USER') user = { line, name: instruction.getArgumentsContent()?.trim() ?? '' }
    else if (keyword === 'CMD' || keyword === 'ENTRYPOINT') {
      if (isShell(instruction)) shells.push({ line, keyword })
    } else if ((keyword === 'COPY' || keyword === 'ADD') && from.length === 0) sources.push(...sourcesOf(instruction))
  }
  const syntax = file
    .getDirectives()
    .find((one) => one.getName().toLowerCase() === 'syntax')
    ?.getValue()
  return { instructions, bases, foreign, syntax, sources, user, shells, stages: count }
}
