import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { InputFiles, orThrow } from '@slipway/core'
import { afterAll, describe, expect, it } from 'vitest'
import { digestsText, readDigests } from './image-digests.ts'

const root = mkdtempSync(path.join(tmpdir(), 'slipway-digests-'))
mkdirSync(path.join(root, 'fleet'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const read = () => readDigests(new InputFiles(root))
const given = (text: string) => {
  writeFileSync(path.join(root, 'fleet/image-digests.json'), text)
  return read()
}

const digest = `sha256:${'0'.repeat(64)}`
const row = { digest, charts: ['keda 2.20.2'] }

describe('the table of digests', () => {
  it('is empty before anybody asked', () => {
    expect(orThrow(read())).toEqual({})
    expect(digestsText({})).toBe('{}\n')
  })
  it('is sorted, a line an image, and comes back as it was', () => {
    const table = { 'quay.io/b/b:v1': row, '127.0.0.1:5000/a/a:v2': { digest, charts: [] } }
    const text = digestsText(table)
    expect(text.split('\n').map((line) => line.split('"')[1])).toEqual([
      undefined,
      '127.0.0.1:5000/a/a:v2',
      'quay.io/b/b:v1',
      undefined,
      undefined,
    ])
    expect(orThrow(given(text))).toEqual(table)
  })
  it.each<[string, string]>([
    ['half a file', '{ "quay.io/b/b:v1": '],
    ['a list', '[]'],
    ['an image without a tag', JSON.stringify({ 'quay.io/b/b': row })],
    ['an image with a digest', JSON.stringify({ [`quay.io/b/b:v1@${digest}`]: row })],
    ['a digest too short', JSON.stringify({ 'quay.io/b/b:v1': { ...row, digest: 'sha256:00' } })],
    ['a field that nobody knows', JSON.stringify({ 'quay.io/b/b:v1': { ...row, tag: 'v1' } })],
  ])('is refused: %s', (_, text) => {
    const outcome = given(text)
    expect(outcome.ok ? [] : outcome.issues.map(({ file }) => file)).toEqual(['fleet/image-digests.json'])
  })
})
