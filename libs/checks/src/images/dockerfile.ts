import { Copy, DockerfileParser, From, JSONInstruction, type Instruction } from 'dockerfile-ast'

interface CopySource {
  readonly line: number
  readonly path: string
}

interface Base {
  readonly line: number
  readonly image: string
}

/** What rules ask of an image. */
export interface Dockerfile {
  /** Images from registries, not earlier stages. */
  readonly bases: readonly Base[]
  /** Of all stages; none that come from an image, a stage, an address or the Dockerfile itself. */
  readonly sources: readonly CopySource[]
  /** Of the last stage. */
  readonly user: { readonly line: number; readonly name: string } | undefined
  /** Those that a shell would run, and that so hear no signal. */
  readonly shells: readonly { readonly line: number; readonly keyword: string }[]
  readonly stages: number
}

const lineOf = (instruction: Instruction): number => instruction.getRange().start.line + 1

/** Values of arguments that have a default before the first stage: `ARG NODE=node:24@sha256:...`. */
function withArguments(text: string, values: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\$\{?(\w+)\}?/g, (whole, name: string) => values.get(name) ?? whole)
}

function sourcesOf(instruction: Instruction): readonly CopySource[] {
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

export function readDockerfile(text: string): Dockerfile {
  const bases: Base[] = []
  const sources: CopySource[] = []
  const stages = new Set<string>()
  const values = new Map<string, string>()
  let [user, shells, count]: [Dockerfile['user'], Dockerfile['shells'][number][], number] = [undefined, [], 0]
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const line = lineOf(instruction)
    const keyword = instruction.getKeyword().toUpperCase()
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
      if (instruction instanceof JSONInstruction && instruction.getJSONStrings().length > 0) continue
      if (!/^\[\s*\]$/.test(instruction.getArgumentsContent()?.trim() ?? '')) shells.push({ line, keyword })
    } else if (keyword === 'COPY' || keyword === 'ADD') {
      const isForeign = instruction instanceof Copy && instruction.getFromFlag() !== null
      if (!isForeign) sources.push(...sourcesOf(instruction))
    }
  }
  return { bases, sources, user, shells, stages: count }
}
