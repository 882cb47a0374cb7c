import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { imagesOptions } from './options.ts'

const image = `111122223333.dkr.ecr.eu-west-1.amazonaws.com/web@sha256:${'a'.repeat(64)}`

describe('imagesOptions', () => {
  it('has defaults', () => {
    const root = path.resolve(import.meta.dirname, '../../..')
    expect(imagesOptions([])).toEqual({
      ok: true,
      options: { verb: 'list', base: 'main', head: 'HEAD', json: false, root },
    })
  })

  it('takes what it is told', () => {
    expect(imagesOptions(['--base', 'abc', '--head=def', '--json', '--root', '/estate'])).toEqual({
      ok: true,
      options: { verb: 'list', base: 'abc', head: 'def', json: true, root: path.resolve('/estate') },
    })
    expect(imagesOptions(['scan', image])).toEqual({ ok: true, options: { verb: 'scan', image, json: false } })
  })

  it.each<[string[], number, RegExp]>([
    [['--help'], 0, /^Usage: npm run images/],
    [['scan', '--help'], 0, /^Usage: npm run images/],
    [['--bas', 'x'], 2, /Unknown option '--bas'[\s\S]+Usage/],
    [['--base'], 2, /argument missing/],
    [['build'], 2, /^There is no verb "build"\./],
    [['scan'], 2, /^scan wants one image\./],
    [['scan', 'web:1.0'], 2, /^"web:1.0" is no IMAGE@sha256/],
    [['scan', `-x@sha256:${'a'.repeat(64)}`], 2, /Unknown option/],
  ])('%j ends with %d', (argv, exit, text) => {
    expect(imagesOptions(argv)).toMatchObject({ ok: false, exit, text: expect.stringMatching(text) })
  })
})
