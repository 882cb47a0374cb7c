import { askedSources, canonical, entitiesOf, hasChart, isHelmRelease, type Entity, type Locate } from '@slipway/review'
import { askedUnits, type SideTree, type Unit } from './unit.ts'

const mayRelease = /kind["']?:\s*["']?HelmRelease/
const wordsOf = ({ name, value }: Entity): string => canonical([name, value['spec'] ?? null])

interface Releases {
  /** HelmReleases that no file has as they are: an overlay gives them other values. */
  readonly patched: readonly Entity[]
  /** Names of those that it leaves as their files say. */
  readonly asWritten: ReadonlySet<string>
}

/** The releases of Flux in what the kustomizations of a side come to. */
export function releasesIn(rendered: ReadonlyMap<string, string>, tree: SideTree, locate: Locate): Releases {
  const written = new Set(tree.applications.filter(isHelmRelease).map(wordsOf))
  const releases = [...rendered]
    .filter(([, text]) => mayRelease.test(text))
    .flatMap(([file, text]) => entitiesOf(file, text, locate).entities)
    .filter((one) => isHelmRelease(one) && hasChart(one))
  const [same = [], other = []] = [true, false].map((is) => releases.filter((one) => written.has(wordsOf(one)) === is))
  return { patched: other, asWritten: new Set(same.map(({ name }) => name)) }
}

/** Patched releases as what they ask for; where their charts come from is said in the tree. */
export function patchedUnits({ patched }: Releases, tree: SideTree, locate: Locate): readonly Unit[] {
  const sources = tree.applications.filter(({ kind }) => /^(?:Helm(?:Repository|Chart)|OCIRepository)$/.test(kind))
  return askedUnits(askedSources([...patched, ...sources], tree, locate), tree)
}

/**
 * Whether nobody applies a file's release as it stands: kustomizations read the file, and make something else of it.
 */
export const isOnlyPatched = (
  { name, path }: Unit,
  sides: readonly Releases[],
  readFiles: ReadonlySet<string>,
): boolean =>
  readFiles.has(path) &&
  sides.some(({ patched }) => patched.some((one) => one.name === name)) &&
  !sides.some(({ asWritten }) => asWritten.has(name))
