import { say, type Sentences } from '@slipway/core'
import type { YamlMark, YamlMarks } from './yaml-document.ts'

const markSentences: Sentences<YamlMarks> = {
  'line-break': (character) => `${character}, which ends a line for Kubernetes and for few editors`,
  control: (character) => `the character ${character}, which Kubernetes does not read`,
  'byte-order-mark': 'a byte order mark that is not at the beginning',
  'skip-marker': '+argocd:skip-file-rendering: Argo CD reads nothing of this file',
  'merge-overrides': (key) => `a merge (<<) that comes after the key ${JSON.stringify(key)} and replaces it`,
  'bare-key': ({ written, read }) => `the bare key ${written}, which Kubernetes reads as ${JSON.stringify(read)}`,
  'escaped-key': (key) => `a key that is written with escapes and is ${JSON.stringify(key)}`,
  'long-key': 'a key that does not stand with its colon on one line, which Kubernetes may refuse',
  'line-continued': 'a \\ at the end of a line in quotes, which readers continue otherwise',
  tag: (tag) => `the tag ${tag}`,
  tab: 'a tab between words, where readers disagree on what it parts',
  'content-on-marker': 'something behind ---, which Argo CD refuses',
  'end-marker': '... where there is no document, which Kubernetes refuses',
  'after-json': 'something behind JSON, which Argo CD refuses',
  'flow-question': (text) =>
    `${JSON.stringify(text)} between brackets, whose ? or : Kubernetes takes for the mark of a key`,
  'half-character': 'half of a character, which Kubernetes replaces',
  'json-escape': 'an escape that JSON has and Kubernetes refuses in YAML',
  'no-number': (text) => `${text}, which JSON has no number for`,
}

/** The sentence of a mark. */
export const markText = ({ code, data }: YamlMark): string => say(markSentences, code, data)
