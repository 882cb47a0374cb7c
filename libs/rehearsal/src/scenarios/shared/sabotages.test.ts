import { describe, expect, it } from 'vitest'
import { ifThere, replacing } from './sabotages.ts'

const scalers = /\/scaledobject-/
const breaks = (part?: string) => ifThere(scalers, replacing(scalers, 'Berlin', 'Kathmandu'), part)

describe('ifThere', () => {
  it.each([
    ['a/scaledobject-a.yaml', 'cron: Berlin', undefined, 'cron: Kathmandu'],
    ['a/scaledobject-a.yaml', 'cron: Berlin', 'cron', 'cron: Kathmandu'],
    ['a/scaledobject-a.yaml', 'memory: 80', 'cron', 'memory: 80'],
    ['a/deployment-a.yaml', 'cron: Berlin', 'cron', 'cron: Berlin'],
  ])('%s with "%s", where there has to be %s: %s', (file, text, part, wanted) => {
    expect(breaks(part)(new Map([[file, text]])).get(file)).toBe(wanted)
  })

  it('throws where it is there and nothing is to break', () => {
    expect(() => breaks('cron')(new Map([['a/scaledobject-a.yaml', 'cron: Oslo']]))).toThrow('nothing to break')
  })
})
