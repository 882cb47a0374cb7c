import { crossingPattern, folderOf, withFoldersAbove } from '@slipway/core'
import { at, list } from '@slipway/kube'
import {
  entitiesOf,
  fileGlobs,
  kustomizationPaths,
  readKustomizations,
  type Entity,
  type ReviewInput,
} from '@slipway/review'
import type { Side } from '../side.ts'
import type { SideTree } from './unit.ts'

const decode = (contents: ReadonlyMap<string, Buffer>) =>
  new Map([...contents].map(([file, bytes]) => [file, bytes.toString('utf8')]))

/** A document that may be an Application; the others need not be parsed once more. */
const mayAsk = /kind["']?:\s*["']?(?:Application|Helm(?:Release|Repository|Chart)|OCIRepository)/

const applicationsIn = (texts: ReadonlyMap<string, string>, { documents }: ReviewInput): readonly Entity[] =>
  [...texts].flatMap(([file, text]) =>
    mayAsk.test(text)
      ? entitiesOf(file, text, undefined, documents).entities.filter(({ kind }) =>
          /^(?:Application(?:Set)?|Helm(?:Release|Repository|Chart)|OCIRepository)$/.test(kind),
        )
      : [],
  )

/** https://fluxcd.io/flux/components/kustomize/kustomizations/ */
const ofFlux = /\bkustomize\.toolkit\.fluxcd\.io\//

const chartFile = /(?:^|\/)Chart\.yaml$/
const isLibrary = /^type:\s*["']?library/m

/** Charts that can be installed by themselves: one within another is its part, and a library makes no objects. */
function chartsIn(texts: ReadonlyMap<string, string>): readonly string[] {
  const isPart = (file: string): boolean => {
    const around = file.replace(/(^|\/)charts\/[^/]+\/Chart\.yaml$/, '$1Chart.yaml')
    return around !== file && texts.has(around)
  }
  const own = [...texts].filter(([file, text]) => !isPart(file) && !isLibrary.test(text))
  return own.map(([file]) => folderOf(file))
}

/**
 * Applications and ApplicationSets of each side, releases of Flux and where their charts come from, also of files that
 * are the same on both.
 */
export interface Applications {
  readonly before: readonly Entity[]
  readonly after: readonly Entity[]
}

export function applicationsOf(input: ReviewInput): Applications {
  const shared = applicationsIn(input.same, input)
  const [before, after] = [applicationsIn(input.before, input), applicationsIn(input.after, input)]
  return { before: [...before, ...shared], after: [...after, ...shared] }
}

/** The tree of a side, with what makes folders of it charts and kustomizations. */
export async function treeOf(
  side: Side,
  applications: readonly Entity[],
  input: ReviewInput,
  files: ReadonlyMap<string, string>,
): Promise<SideTree> {
  const paths = new Set(side.files.keys())
  const kustomizations = input.isEstate
    ? new Map()
    : readKustomizations(decode(await side.read(kustomizationPaths(paths))))
  const charts = input.isEstate
    ? []
    : chartsIn(decode(await side.read([...paths].filter((file) => chartFile.test(file)))))
  return {
    paths,
    isFlux: [input.before, input.after, input.same].some((texts) =>
      [...texts.values()].some((one) => ofFlux.test(one)),
    ),
    folders: withFoldersAbove([...paths].map(folderOf)),
    files,
    clusters: [],
    kustomizations,
    charts,
    applications,
  }
}

/** The inputs of ApplicationSets' generators on a side, beside its folders. */
export async function generatorFilesOf(
  side: Side,
  applications: readonly Entity[],
): Promise<ReadonlyMap<string, string>> {
  const sets = applications.filter(({ kind }) => kind === 'ApplicationSet')
  const globs = sets.flatMap(({ value }) => fileGlobs(list(at(value, 'spec', 'generators')))).map(crossingPattern)
  return globs.length === 0
    ? new Map()
    : decode(await side.read([...side.files.keys()].filter((file) => globs.some((glob) => glob(file)))))
}
