import {
  Copy,
  type Dockerfile as ParsedFile,
  DockerfileParser,
  From,
  type Instruction as Parsed,
  JSONInstruction,
  ModifiableInstruction,
  Onbuild,
} from 'dockerfile-ast'
import { unclearIn, type UnclearInstruction } from './unclear-instruction.ts'

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

interface ImageNamed {
  readonly line: number
  readonly image: string
}

interface Fetched {
  readonly line: number
  readonly address: string
  /** By a checksum, or a commit of git. */
  readonly pinned: boolean
}

/** An image's recipe, as Docker reads it: with escapes, heredocs and arguments. */
export interface Dockerfile {
  readonly instructions: readonly Instruction[]
  /**
   * Images that are used: bases of stages (earlier stages do not count), `--from` of COPY and of mounts, and
   * `# syntax=`.
   */
  readonly images: readonly ImageNamed[]
  /** Addresses that ADD downloads, and words with variables that may be such. */
  readonly fetched: readonly Fetched[]
  /** Sources of all stages in the build context; without those from images, stages, URLs or the Dockerfile itself. */
  readonly sources: readonly CopySource[]
  /** The user of the last stage. */
  readonly user: { readonly line: number; readonly name: string } | undefined
  /** Commands that a shell would run: they get no signal. */
  readonly shells: readonly { readonly line: number; readonly keyword: string }[]
  readonly stages: number
  readonly unclear: readonly UnclearInstruction[]
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

/** BuildKit takes quotes and escapes out of flags, and the fields of a mount are CSV whose names have no case. */
const plain = (text: string): string => text.replaceAll(/["'`\\]/g, '')

/** The images or stages that `--from=` of COPY or of a mount names. */
const fromOf = (instruction: Parsed): readonly string[] =>
  flagsOf(instruction).flatMap((flag) => {
    const [name, value] = [plain(flag.getName()), plain(flag.getValue() ?? '')]
    if (name === 'from') return [value]
    return name === 'mount' ? [...value.matchAll(/(?:^|,)from=([^,]*)/gi)].map(([, image = '']) => image) : []
  })

const remote = /^(?:https?|git|ssh):|^git@/i
/** A repository as BuildKit knows one, and a commit of it. */
const commit = /^(?:(?:https?|ssh):\/\/[^#]*\.git|git(?::\/\/|@)[^#]*)#(?:[0-9a-f]{40}|[0-9a-f]{64})(?::.*)?$/i

function fetchedBy(instruction: Parsed, line: number): readonly Fetched[] {
  if (instruction.getKeyword().toUpperCase() !== 'ADD') return []
  const isChecked = flagsOf(instruction).some(
    (flag) => plain(flag.getName()) === 'checksum' && /^sha256:[0-9a-f]{64}$/.test(plain(flag.getValue() ?? '')),
  )
  return wordsOf(instruction)
    .slice(0, -1)
    .map(plain)
    .filter((word) => remote.test(word) || word.startsWith('$'))
    .map((address) => ({ line, address, pinned: isChecked || commit.test(address) }))
}

/** The words of COPY and ADD, the last of which is where it goes. */
function wordsOf(instruction: Parsed): readonly string[] {
  const heredoc = instruction instanceof Copy && instruction.getHeredocs().length > 0
  const words = instruction
    .getArguments()
    // After the first line follows the text of the heredoc.
    .filter((word) => !heredoc || word.getRange().start.line + 1 === lineOf(instruction))
    .map((word) => word.getValue())
  const json =
    instruction instanceof JSONInstruction ? instruction.getJSONStrings().map((one) => one.getJSONValue()) : []
  return json.length > 0 ? json : words
}

const sourcesOf = (instruction: Parsed): readonly CopySource[] =>
  wordsOf(instruction)
    .slice(0, -1)
    .filter((word) => !word.startsWith('<<') && !remote.test(word))
    .map((word) => ({ line: lineOf(instruction), path: word.replace(/^\.?\/+/, '') }))

/** BuildKit passes over a first line `#!`, and so do we. */
function syntaxOf(source: string, file: ParsedFile): readonly ImageNamed[] {
  const { length = 0 } = /^\uFEFF?#![^\n]*\n/.exec(source)?.[0] ?? ''
  const directives = (length > 0 ? DockerfileParser.parse(source.slice(length)) : file).getDirectives()
  const found = directives.find((one) => one.getName().toLowerCase() === 'syntax')
  return found === undefined
    ? []
    : [{ line: found.getRange().start.line + (length > 0 ? 2 : 1), image: found.getValue() }]
}

const isShell = (instruction: Parsed): boolean =>
  !(instruction instanceof JSONInstruction && instruction.getJSONStrings().length > 0) &&
  !/^\[\s*\]$/.test(instruction.getArgumentsContent()?.trim() ?? '')

/** Reads any text; one that is longer than `largestDockerfile` takes long. */
export function readDockerfile(source: string): Dockerfile {
  const file = DockerfileParser.parse(source)
  const instructions: Instruction[] = []
  const images = [...syntaxOf(source, file)]
  const [fetched, sources]: [Fetched[], CopySource[]] = [[], []]
  const stages = new Set<string>()
  const values = new Map<string, string>()
  let [user, shells, count]: [Dockerfile['user'], Dockerfile['shells'][number][], number] = [undefined, [], 0]
  /** A stage goes by its name or its number. */
  const isStage = (name: string): boolean => stages.has(name.toLowerCase()) || /^\d+$/.test(name)
  for (const instruction of file.getInstructions()) {
    const line = lineOf(instruction)
    const keyword = instruction.getKeyword().toUpperCase()
    instructions.push({ keyword, text: textOf(instruction), line })
    const trigger = instruction instanceof Onbuild ? (instruction.getTriggerInstruction() ?? instruction) : instruction
    const from = fromOf(trigger).map((name) => withArguments(name, values))
    images.push(...from.filter((name) => name !== 'scratch' && !isStage(name)).map((image) => ({ line, image })))
    fetched.push(...fetchedBy(trigger, line))
    if (instruction instanceof From) {
      const image = withArguments(instruction.getImage() ?? '', values)
      if (image !== 'scratch' && !stages.has(image.toLowerCase())) images.push({ line, image })
      stages.add((instruction.getBuildStage() ?? '').toLowerCase())
      count += 1
      user = undefined
      shells = []
    } else if (keyword === 'ARG' && count === 0) {
      for (const word of instruction.getArguments()) {
        const [, name, value] = /^(\w+)=(.*)$/.exec(plain(word.getValue())) ?? []
        if (name !== undefined && value !== undefined) values.set(name, value)
      }
    } else if (keyword === 'USER') user = { line, name: instruction.getArgumentsContent()?.trim() ?? '' }
    else if (keyword === 'CMD' || keyword === 'ENTRYPOINT') {
      if (isShell(instruction)) shells.push({ line, keyword })
    } else if ((keyword === 'COPY' || keyword === 'ADD') && from.length === 0) sources.push(...sourcesOf(instruction))
  }
  const unclear = unclearIn(source, instructions)
  return { instructions, images, fetched, sources, user, shells, stages: count, unclear }
}
