import { readYaml, type YamlDocuments } from '@slipway/kube/read-yaml'

/** Reads a file of YAML or JSON; see readYaml. */
export type ReadDocuments = (path: string, text: string) => YamlDocuments

/**
 * Reads each text once, however many ask for it: what renders, and the review with and without the values of secrets.
 * What it gives is read by all of them, so nobody may change it.
 */
export function readOnce(read: ReadDocuments = readYaml): ReadDocuments {
  const known = new Map<string, Map<string, YamlDocuments>>()
  return (path, text) => {
    const texts = known.get(path) ?? new Map<string, YamlDocuments>()
    known.set(path, texts)
    const found = texts.get(text) ?? read(path, text)
    texts.set(text, found)
    return found
  }
}
