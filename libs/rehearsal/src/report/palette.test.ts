import { expect, test } from 'vitest'
import { timelineStyle, variables } from './palette.ts'

const colours = (dark: boolean): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...variables(dark).matchAll(/--([\w-]+):(#[0-9a-f]{6});/g)].map(([, name, colour]) => [name, colour]),
  )

/** Relative luminance and contrast as WCAG 2.2 defines them. */
const luminance = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const contrast = (a: string, b: string): number => {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

const tones = ['good', 'busy', 'held', 'bad', 'odd', 'none']
const text = [
  ['ink', 'ground'],
  ['ink', 'lane'],
  ['soft', 'ground'],
  ['soft', 'lane'],
  ['good', 'ground'],
  ['bad', 'ground'],
  ['odd', 'ground'],
  ['busy', 'ground'],
  ['ink', 'canary-area'],
  ...tones.map((tone) => ['ink', `${tone}-area`]),
]
const shapes = [['canary', 'ground'], ['stable', 'ground'], ...tones.map((tone) => [tone, 'ground'])]

test.each([false, true])('words read at 4.5:1 and shapes are seen at 3:1, dark: %s', (dark) => {
  const all = colours(dark)
  const low = (pairs: readonly (readonly (string | undefined)[])[], least: number): readonly unknown[] =>
    pairs.filter(([a = '', b = '']) => contrast(all[a] ?? '#808080', all[b] ?? '#808080') < least)
  expect(low(text, 4.5)).toEqual([])
  expect(low(shapes, 3)).toEqual([])
})

test('dark is for screens alone: paper is white', () => {
  expect(timelineStyle).toContain('@media screen and (prefers-color-scheme:dark)')
})
