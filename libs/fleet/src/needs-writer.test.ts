import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isHandedOver, needsIssues, needsWriters, writingCluster, type NeedsWriter } from './needs-writer.ts'

const cluster = (name: string, needs?: NeedsWriter, region = 'eu-west-1') => ({
  name,
  environment: 'prod',
  account: '444455556666',
  region,
  ...(needs === undefined ? {} : { needs }),
})

describe('who makes what apps need', () => {
  it.each<[string, readonly ReturnType<typeof cluster>[], readonly string[]]>([
    ['nobody says', [cluster('a'), cluster('b')], []],
    ['one cluster of a place', [cluster('a', 'ack'), cluster('b', 'stacks')], []],
    ['one of each place', [cluster('a', 'ack'), cluster('b', 'ack', 'us-east-1')], []],
    ['two of one place', [cluster('a', 'ack'), cluster('b', 'ack')], ['fleet/clusters/b.ts']],
    ['a writer, and one that is on its way', [cluster('a', 'handover'), cluster('b', 'ack')], ['fleet/clusters/a.ts']],
    ['all on their way', [cluster('a', 'handover'), cluster('b', 'handover')], []],
  ])('%s', (_, clusters, files) => {
    const found = needsIssues(clusters)
    expect(found.map(({ file }) => file)).toEqual(files)
    expect(found.every(({ at, code }) => at === 'needs' && code === 'needs-writers')).toBe(true)
  })

  it('is one at most, where nothing is wrong', () => {
    const words = fc.array(fc.constantFrom(undefined, ...needsWriters), { maxLength: 6 })
    fc.assert(
      fc.property(words, (given) => {
        const clusters = given.map((needs, i) => cluster(`c${i}`, needs))
        fc.pre(needsIssues(clusters).length === 0)
        expect(clusters.filter(({ needs }) => needs === 'ack').length).toBeLessThan(2)
        expect(writingCluster(clusters) === undefined || !isHandedOver(clusters)).toBe(true)
      }),
    )
  })
})
