import { say, type Sentences } from '@slipway/core'
import { some } from './format-locations.ts'
import type { Unrendered, UnrenderedData } from '../sources/source.ts'

const tools = { helm: 'helm', kustomize: 'kustomize', other: 'a tool' } as const

const unrenderedSentences: Sentences<UnrenderedData> = {
  'no-tool': 'its program is neither on PATH nor named by --helm or --kustomize',
  'no-network': 'the chart is in a registry, and nobody allowed the network (--network) or has it in --rendered',
  'other-repository': (where) => `it lies in another repository: ${where}`,
  'remote-base': (where) => `it builds on ${where}, which is not in this tree`,
  'needs-plugins': (field) => `${field} needs programs or charts that review does not run`,
  'own-options': (options) => `what asks for it gives options that review does not apply: ${options}`,
  'no-file': (file) => `it names ${file}, which is not in this tree`,
  'unknown-values': (name) => `its ApplicationSet fills it in with what this tree does not say: ${name}`,
  broken: (complaint) => `it could be rendered before, and now its program says: ${complaint}`,
  failed: (complaint) => `its program says: ${complaint}`,
  'too-slow': (seconds) => `its program took more than ${seconds} s`,
  'too-large': (megabytes) => `it comes to more than ${megabytes} MB`,
  'too-many': (most) => `more than ${most} sources changed`,
}

const placeOf = ({ name, path }: Unrendered): string => (name === path ? name : `${name} (${path})`)
const reasonOf = ({ tool, code, data }: Unrendered): string =>
  `by ${tools[tool]}: ${say(unrenderedSentences, code, data)}`

/** Why nobody knows what a source comes to. */
export const unrenderedText = (one: Unrendered): string => `${placeOf(one)}, ${reasonOf(one)}`

/** The same of many: those of one reason are one line. */
export const unrenderedLines = (
  all: readonly Unrendered[],
): readonly { readonly text: string; readonly commands: readonly string[] }[] =>
  [...Map.groupBy(all, reasonOf)].map(([reason, same]) => ({
    text: `${some(same.map(placeOf), 4)}, ${reason}`,
    commands: same.flatMap(({ commands }) => commands),
  }))

export const unrenderedHeading = 'Not rendered, so what it comes to is not known'
