import dockerignore from '@balena/dockerignore'
import { issue, show, type Issue } from '@slipway/core'
import { largestDockerfile, readDockerfile, type Dockerfile } from '@slipway/core/dockerfile'

/** Access to the repository, whose root is the build context. */
export interface BuildContext {
  /** Files and folders of committed paths that a pattern of COPY means, from the root. */
  readonly matching: (pattern: string) => readonly string[]
  /** The text of the ignore file that Docker would read; `undefined` where there is none. */
  readonly ignored: string | undefined
  readonly ignoreFile: string
}

interface ImageOf {
  readonly file: string
  readonly text: string
  /** The user id that the app's pods run as. */
  readonly user: number
}

/** Its types have a default export that its code has not: the module itself is the function. */
const ignoreList = dockerignore as unknown as typeof dockerignore.default

const pinned = /^\S+@sha256:[0-9a-f]{64}$/

/** https://docs.docker.com/reference/dockerfile; another word is a line that Docker may read as we do not. */
const keywords = new Set(
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(
    ' ',
  ),
)

function userIssue(file: string, { user }: Dockerfile, wanted: number): Issue | undefined {
  const id = /^(\d+)(?::\d+)?$/.exec(user?.name ?? '')?.[1]
  if (id !== undefined && Number(id) === wanted) return undefined
  const want = `USER ${wanted}, the id that the pods run as`
  const hint = `write USER ${wanted}:${wanted} in the last stage, or "user" in the spec`
  return issue(file, user === undefined ? '' : `line ${user.line}`, 'image-user', show(user?.name), want, hint)
}

/** Each is looked for in all of the repository. */
const mostSources = 500
const mostIgnored = 500
/** Its reader makes regular expressions, whose time grows by the power of their stars. */
const mostStars = 4

const sized = (file: string, got: string, want: string): readonly Issue[] => [
  issue(file, '', 'input-size', got, want, 'make it smaller'),
]

/** Why an ignore file is not asked. */
function ignoreProblem({ ignored = '', ignoreFile }: BuildContext): readonly Issue[] {
  const lines = ignored.split('\n')
  if (lines.length > mostIgnored) return sized(ignoreFile, `${lines.length} lines`, `at most ${mostIgnored} lines`)
  const starry = lines.findIndex((line) => (line.match(/\*+/g)?.length ?? 0) > mostStars || line.length > 500)
  if (starry < 0) return []
  return sized(ignoreFile, show(lines[starry]), `lines of at most 500 characters and ${mostStars} stars`)
}

function sourceIssues(file: string, { sources }: Dockerfile, context: BuildContext): readonly Issue[] {
  if (sources.length > mostSources)
    return sized(file, `${sources.length} sources of COPY and ADD`, `at most ${mostSources}`)
  const odd = ignoreProblem(context)
  if (odd.length > 0) return odd
  const list = context.ignored === undefined ? undefined : ignoreList().add(context.ignored)
  const known = new Map<string, boolean>()
  const isIgnored = (path: string): boolean => {
    const is = known.get(path) ?? list?.ignores(path) === true
    known.set(path, is)
    return is
  }
  return sources.flatMap(({ line, path }) => {
    const at = `line ${line}`
    if (path.split('/').includes('..'))
      return [
        issue(
          file,
          at,
          'image-source',
          show(path),
          'a path below the repository',
          'take "../" out: the build context is the repository',
        ),
      ]
    const found = context.matching(path)
    const hint = 'paths begin at the root of the repository, which is the build context'
    if (found.length === 0) return [issue(file, at, 'image-source', show(path), 'a file or folder that exists', hint)]
    // A folder is let in by any file of it.
    if (list === undefined || found.some((one) => !isIgnored(one))) return []
    return [
      issue(
        file,
        at,
        'image-ignored',
        show(path),
        `a path that ${context.ignoreFile} lets in`,
        `add "!${path}" to ${context.ignoreFile}, or a file ${file}.dockerignore`,
      ),
    ]
  })
}

const sizeIssues = ({ file, text }: Omit<ImageOf, 'user'>): readonly Issue[] =>
  text.length > largestDockerfile
    ? sized(file, `${Math.ceil(text.length / 1024)} KB`, `at most ${largestDockerfile / 1024} KB`)
    : []

function issuesOfOrigin(
  file: string,
  { images, fetched, instructions, stages, unclear }: Dockerfile,
): readonly Issue[] {
  if (stages === 0)
    return [issue(file, '', 'image-base', 'no FROM', 'an image to begin with', 'write FROM image:tag@sha256:...')]
  return [
    ...instructions
      .filter(({ keyword }) => !keywords.has(keyword))
      .map(({ line, keyword }) =>
        issue(file, `line ${line}`, 'image-keyword', show(keyword), 'an instruction of Docker', 'correct it'),
      ),
    ...unclear.map(({ line, text }) =>
      issue(
        file,
        `line ${line}`,
        'image-keyword',
        show(text),
        'a line that every reader of Dockerfiles ends and splits alike',
        'write blanks as spaces, and a heredoc as <<NAME before the first quote or backslash of its instruction',
      ),
    ),
    ...images
      .filter(({ image }) => !pinned.test(image))
      .map(({ line, image }) =>
        issue(
          file,
          `line ${line}`,
          'image-base',
          show(image),
          'an image pinned by its digest',
          'npx slipway images pin asks its registry and writes it; docker buildx imagetools inspect prints it',
        ),
      ),
    ...fetched
      .filter((one) => !one.pinned)
      .map(({ line, address }) =>
        issue(
          file,
          `line ${line}`,
          'image-fetched',
          show(address),
          'what is fetched by its checksum, or by a commit of git',
          'write COPY for a file of its own, ADD --checksum=sha256:<64 hex digits>, or the address of a repository with .git#<40 hex digits>',
        ),
      ),
  ]
}

/** Issues of an image's inputs: digests, checksums, and words that two readers take differently. */
export function originIssues(image: Omit<ImageOf, 'user'>): readonly Issue[] {
  const odd = sizeIssues(image)
  return odd.length > 0 ? odd : issuesOfOrigin(image.file, readDockerfile(image.text))
}

/** Issues of an app's image, whatever its language. */
export function imageIssues(image: ImageOf, context: BuildContext): readonly Issue[] {
  const { file, text, user } = image
  const odd = sizeIssues(image)
  if (odd.length > 0) return odd
  const read = readDockerfile(text)
  const origins = issuesOfOrigin(file, read)
  if (read.stages === 0) return origins
  const asUser = userIssue(file, read, user)
  return [
    ...origins,
    ...sourceIssues(file, read, context),
    ...(asUser === undefined ? [] : [asUser]),
    ...read.shells.map(({ line, keyword }) =>
      issue(
        file,
        `line ${line}`,
        'image-shell',
        `${keyword} by a shell`,
        `${keyword} ["program", "argument"]`,
        'a shell passes no SIGTERM on, so the app would be killed while it answers',
      ),
    ),
  ]
}
