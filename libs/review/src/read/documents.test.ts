import { expect, test } from 'vitest'
import { readYaml } from '@slipway/kube/read-yaml'
import { readOnce } from './documents.ts'

test('a text is read once, and another text of the same file, or the same text of another file, by itself', () => {
  const asked: string[] = []
  const read = readOnce((path, text) => {
    asked.push(`${path} ${text}`)
    return readYaml(path, text)
  })
  const texts = [
    ['a.yaml', 'a: 1'],
    ['a.yaml', 'a: 2'],
    ['b.yaml', 'a: 1'],
    ['a.yaml', 'a: 1'],
    ['b.yaml', 'a: 1'],
  ] as const
  for (const [path, text] of texts) expect(read(path, text)).toEqual(readYaml(path, text))
  expect(asked).toEqual(['a.yaml a: 1', 'a.yaml a: 2', 'b.yaml a: 1'])
})

test('what is wrong is told with the file that was asked for', () => {
  const read = readOnce()
  for (const path of ['a.yaml', 'b.yaml']) expect(read(path, 'a: [').issues.map(({ file }) => file)).toEqual([path])
})
