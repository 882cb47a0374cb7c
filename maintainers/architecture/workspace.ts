import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

export interface Project {
  readonly name: string
  readonly packageName?: string
  readonly folder: string
  readonly about: string
  readonly layer: string
  /** In place of what its files import. */
  readonly mayImport?: readonly string[]
}

interface Manifest {
  readonly name: string
  readonly description?: string
  readonly nx?: { readonly tags?: readonly string[] }
}

/** Not read: the picture is the same for every estate. */
const estate: readonly Project[] = [
  {
    name: 'apps',
    folder: 'apps',
    about: 'each app: its spec, its releases, the code that it runs',
    layer: 'app',
    mayImport: ['libs/spec', 'libs/service'],
  },
  { name: 'fleet', folder: 'fleet', about: 'clusters, teams, prices', layer: 'estate', mayImport: ['libs/fleet'] },
]

export const projectsOf = (root: string): readonly Project[] => [
  ...estate,
  ...globSync(['{libs,tools}/*/package.json', 'maintainers/package.json'], { cwd: root })
    .sort()
    .map((file): Project => {
      const { name, description = '', nx } = JSON.parse(readFileSync(path.join(root, file), 'utf8')) as Manifest
      const layer = nx?.tags?.find((tag) => tag.startsWith('layer:'))?.slice('layer:'.length)
      const folder = path.dirname(file)
      return { name: folder, packageName: name, folder, about: description, layer: layer ?? '' }
    }),
]

/** From the ground up, from eslint.config.js, which is not run; the estate on top. */
export function floorsOf(root: string): readonly (readonly [floor: string, layers: readonly string[]])[] {
  const file = path.join(root, 'eslint.config.js')
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest)
  const floors = source.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations)
    .find(({ name }) => ts.isIdentifier(name) && name.text === 'floors')?.initializer
  if (floors === undefined || !ts.isObjectLiteralExpression(floors))
    throw new Error('eslint.config.js has no `floors`: an object with a list of layers for each floor')
  const read = floors.properties.filter(ts.isPropertyAssignment).map(({ name, initializer }) => {
    const layers = ts.isArrayLiteralExpression(initializer) ? initializer.elements.filter(ts.isStringLiteral) : []
    return [ts.isStringLiteral(name) ? name.text : '', layers.map(({ text }) => text)] as const
  })
  return [...read, ['what teams own', ['service', 'estate', 'app']]]
}
