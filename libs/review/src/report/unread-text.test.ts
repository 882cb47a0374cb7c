import { issue } from '@slipway/core'
import { expect, test } from 'vitest'
import { inputOf, review } from '../review.ts'
import type { ChangeGroup } from '../changes/change-group.ts'
import { titleOf } from './format-change.ts'
import { asMarkdown } from './markdown.ts'
import { asText } from './text.ts'
import { unreadText } from './unread-text.ts'

test('a file counts once, however many of its lines cannot be read', () => {
  const wrong = (file: string, line: number) => issue(file, `line ${line}`, 'yaml', 'a', 'b', 'c')
  expect(unreadText([wrong('a.yaml', 1), wrong('a.yaml', 2)])).toMatch(/^1 file could/)
})

test('it stands above the changes, with the mark of the worst', () => {
  const object = (name: string, more = '') => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n${more}`
  const done = review(
    inputOf(
      new Map([['a.yaml', object('a', 'data: {x: y}\n')]]),
      new Map([
        ['a.yaml', object('a', 'data: {x: z}\n')],
        ['b.yaml', '{{ if .on }}\nkind: X\n{{ end }}\n---\n{{ .more }}: {{ x\n'],
      ]),
    ),
  )
  expect(done.issues.map(({ file }) => file)).toEqual(['b.yaml'])
  expect(done.groups).toHaveLength(1)
  const said = unreadText(done.issues)
  expect(asText(done).split('\n').slice(1, 4)).toEqual([
    `HIGH   ${said}`,
    '',
    `       ${titleOf(done.groups[0] as ChangeGroup)}`,
  ])
  const lines = asMarkdown(done).split('\n')
  expect(lines).toContain(`🔴 high: ${said}`)
  expect(lines.indexOf(`🔴 high: ${said}`)).toBeLessThan(lines.findIndex((line) => line.startsWith('- ')))
})
