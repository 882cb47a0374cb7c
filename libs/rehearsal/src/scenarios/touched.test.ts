import type { Files } from '@slipway/tree'
import { expect, it } from 'vitest'
import { touched } from './touched.ts'

const filesOf = (name: string): Files => new Map([[`clusters/dev/${name}.yaml`, `name: ${name}\n`]])
const breaking = (change: (file: string, text: string) => string | undefined) => ({
  broken: (files: Files): Files => new Map([...files].flatMap(([file, text]) => {
    const after = change(file, text)
    return after === undefined ? [] : [[file, after] as const]
  })),
})

it.each<[string, (file: string, text: string) => string | undefined, string[]]>([
  ['nothing is broken', (_, text) => text, []],
  ['a text is another', (file, text) => (file.includes('/b.') ? `${text}x` : text), ['b']],
  ['a file is gone', (file, text) => (file.includes('/a.') ? undefined : text), ['a']],
  ['all are', () => '', ['a', 'b']],
])('%s', (_, change, names) => expect(touched(breaking(change), ['a', 'b'], filesOf)).toEqual(names))
