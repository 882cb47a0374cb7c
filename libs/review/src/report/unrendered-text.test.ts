import { expect, test } from 'vitest'
import type { Unrendered } from '../sources/source.ts'
import { unrenderedLines } from './unrendered-text.ts'

const remote = (name: string, base: string): Unrendered => ({
  tool: 'kustomize',
  name,
  path: name,
  commands: [`kustomize build ${name}`],
  code: 'remote-base',
  data: base,
})

test('folders that are not rendered for one reason are one line, with each command', () => {
  const all = [remote('eu', 'https://a/x'), remote('us', 'https://a/x'), remote('lab', 'https://a/y')]
  expect(unrenderedLines(all)).toEqual([
    {
      text: 'eu, us, by kustomize: it builds on https://a/x, which is not in this tree',
      commands: ['kustomize build eu', 'kustomize build us'],
    },
    {
      text: 'lab, by kustomize: it builds on https://a/y, which is not in this tree',
      commands: ['kustomize build lab'],
    },
  ])
})
