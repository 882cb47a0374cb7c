import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { orThrow } from '@slipway/core'
import { partitionOf } from '@slipway/fleet'
import { filesOf, renderEstate } from '@slipway/tree'
import { afterAll, describe, expect, it } from 'vitest'
import { elsewhere, inventedFleets, writeFleet } from '../test/invented-fleets.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'slipway-partitions-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Words of another partition, or hosts that nobody answers at; names of AWS' services are the same everywhere. */
const foreign = {
  aws: /arn:aws-(cn|us-gov):|-\d\.amazonaws\.com\.cn|console\.amazonaws/,
  'aws-us-gov': /arn:aws(-cn)?:|-\d\.amazonaws\.com\.cn|console\.(aws\.amazon\.com|amazonaws\.cn)/,
  'aws-cn': /arn:aws(-us-gov)?:|\.cn-[a-z]+-1\.amazonaws\.com(?!\.cn)|console\.(aws\.amazon\.com|amazonaws-us-gov)/,
} as const

describe.each([
  ['eu-central-1', 'us-east-2'],
  ['us-gov-west-1', 'us-gov-east-1'],
  ['cn-north-1', 'cn-northwest-1'],
] as const)('a fleet in %s and %s', (...regions) => {
  it.each(Object.entries(inventedFleets))('names nothing of other partitions: %s', async (name, files) => {
    const root = path.join(folder, `${regions[0]}-${name.replaceAll(/\W+/g, '-')}`)
    writeFleet(root, elsewhere(files, regions))
    const tree = orThrow(filesOf(orThrow(await renderEstate(root)).rendered))
    expect(tree.size).toBeGreaterThan(100)
    const lines = [...tree].flatMap(([file, text]) => text.split('\n').map((line) => `${file}: ${line}`))
    expect(lines.filter((line) => foreign[partitionOf(regions[0])].test(line))).toEqual([])
  })
})
