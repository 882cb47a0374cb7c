import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { orThrow } from '@slipway/core'
import { awsDomain, partitionOf } from '@slipway/fleet'
import { filesOf, renderEstate } from '@slipway/tree'
import { afterAll, describe, expect, it } from 'vitest'
import { runBootstrap } from '../bootstrap/run.ts'
import { inventedFleets, writeFleet, type Files } from '../test/invented-fleets.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'slipway-partitions-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The same fleet in another partition of AWS. @param regions two of it */
function elsewhere(files: Files, [first, second]: readonly [first: string, second: string]): Files {
  const region: Readonly<Record<string, string>> = {
    'eu-central-1': first,
    'eu-north-1': first,
    'eu-west-1': first,
    'eu-west-3': second,
    'us-east-2': second,
  }
  const text = JSON.stringify(files)
    .replaceAll(/dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com/g, `dkr.ecr.$1.${awsDomain(first)}`)
    .replaceAll(/[a-z]{2}-[a-z]+-\d/g, (one) => region[one] ?? one)
    .replaceAll('arn:aws:', `arn:${partitionOf(first)}:`)
  return JSON.parse(text) as Files
}

/** What `bootstrap` says of a cluster. */
async function firstDay(root: string, cluster: string): Promise<string> {
  let said = ''
  const options = { root, cluster, check: false, values: false, networkTest: false, json: false }
  const out = (text: string) => void (said += text)
  expect(await runBootstrap(options, { out, err: out, progress: () => undefined })).toBe(0)
  return said
}

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
    const cluster = Object.keys(files).find((file) => file.startsWith('fleet/clusters/')) ?? ''
    lines.push(...(await firstDay(root, path.basename(cluster, '.ts'))).split('\n'))
    expect(lines.filter((line) => foreign[partitionOf(regions[0])].test(line))).toEqual([])
  })
})
