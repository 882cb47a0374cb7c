import type { Source } from '@slipway/review'
import { expect, test } from 'vitest'
import { pairsOf, type SideTree, type Unit } from './unit.ts'

/** Kustomizations of a side: those that are built by themselves, and all that there are. */
function side(
  alone: readonly string[],
  all: readonly string[] = alone,
): { readonly units: readonly Unit[]; readonly tree: SideTree } {
  const units = alone.map((folder): Unit => {
    const location = { cluster: '', team: '', app: '', folder: `${folder}#built` }
    const made: Source = {
      tool: 'kustomize',
      name: folder,
      path: folder,
      location,
      folder,
      namespace: '',
      readsBeside: false,
    }
    return {
      name: folder,
      path: folder,
      location,
      askedBy: undefined,
      parts: [{ given: folder, made, files: [], isPlain: true }],
    }
  })
  const tree = {
    paths: new Set<string>(),
    folders: new Set<string>(),
    files: new Map<string, string>(),
    clusters: [],
    kustomizations: new Map(all.map((folder) => [folder, {}])),
    isFlux: false,
    charts: [],
    applications: [],
  }
  return { units, tree }
}

test.each([
  ['one that is taken in is not gone', side(['base', 'prod']), side(['prod'], ['base', 'prod']), ['prod prod']],
  ['one that is left out is not new', side(['prod'], ['base', 'prod']), side(['base', 'prod']), ['prod prod']],
  ['one whose folder goes is gone', side(['base', 'prod']), side(['prod']), ['prod prod', 'base -']],
  ['one whose folder comes is new', side(['prod']), side(['base', 'prod']), ['- base', 'prod prod']],
])('%s', (_, before, after, wanted) => {
  const pairs = pairsOf({ before: before.units, after: after.units }, { before: before.tree, after: after.tree })
  expect(pairs.map((pair) => `${pair.before?.name ?? '-'} ${pair.after?.name ?? '-'}`)).toEqual(wanted)
})
