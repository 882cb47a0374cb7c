import type { Files } from '@slipway/tree'
import { expect, it } from 'vitest'
import { sabotagedFiles } from './sabotaged-files.ts'

const files: Files = new Map([
  ['a.yaml', 'kind: A\n'],
  ['b.yaml', 'kind: B\n'],
])

it.each<[string, (files: Files) => Files, string[]]>([
  ['nothing is broken', (same) => same, []],
  ['a text is another', (all) => new Map(all).set('b.yaml', 'kind: C\n'), ['b.yaml']],
  ['a file is gone', () => new Map([['b.yaml', 'kind: B\n']]), ['a.yaml']],
  ['a file is new', (all) => new Map(all).set('c.yaml', ''), ['c.yaml']],
])('%s', (_, broken, names) => expect([...sabotagedFiles({ sabotaged: broken }, files)]).toEqual(names))
