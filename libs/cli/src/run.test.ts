import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { defineCommand, UsageError, type Command } from './command.ts'
import { ran as runAsked } from '../test/run.ts'

let ran: string[] = []
const leaf = (name: string, run: Command['run']): Command =>
  defineCommand({
    name,
    summary: `does ${name}`,
    words: ['[WORD...]'],
    options: { loud: 'with noise', level: { value: 'N', help: 'how much', required: name === 'must' || undefined } },
    examples: ['a --loud'],
    exits: ['done', 'not done'],
    run,
  } as Command)
const command: Command = {
  ...leaf('top', (values, words) => {
    ran.push(`${JSON.stringify(values)} ${words.join(' ')}`)
    return 0
  }),
  commands: {
    must: leaf('must', () => 0),
    bad: leaf('bad', () => {
      throw new UsageError('these do not go together')
    }),
    sad: leaf('sad', () => Promise.reject(new Error('there is no cluster'))),
    shut: leaf('shut', () => {
      readdirSync('/no/such/folder')
      return 0
    }),
    bug: leaf('bug', () => {
      throw new TypeError('x is not a function')
    }),
    one: leaf('one', () => 1),
  },
}
const { run: _run, words: _words, ...group } = command

async function run(line: string, what: Command = command) {
  ran = []
  return { ...(await runAsked(what, line.split(' ').filter(Boolean))), ran }
}

describe('runCommand', () => {
  it.each([
    ['', 0, '{"loud":false} '],
    ['a b --loud', 0, '{"loud":true} a b'],
    ['muts', 0, '{"loud":false} muts'],
  ])('"%s" runs the verb itself', async (line, code, said) =>
    expect(await run(line)).toMatchObject({ code, ran: [said] }),
  )

  it.each(['--help', 'a --help', 'must --help', 'sad --help', 'one -h'])('%s only prints', async (line) => {
    const done = await run(line)
    expect(done).toMatchObject({ code: 0, err: '', ran: [] })
    expect(done.out).toMatch(/^Usage: npx slipway top /)
  })

  it.each([
    ['one', 1, ''],
    ['must', 2, 'must wants --level\n\nUsage: npx slipway top must'],
    ['one --lout', 2, 'Unknown option \'--lout\'; did you mean "--loud"?\n\nUsage: '],
    [
      'bad',
      2,
      'these do not go together\n\nUsage: npx slipway top bad [WORD...] [OPTIONS]\nnpx slipway top bad --help says more.\n',
    ],
    ['sad', 1, 'there is no cluster\n'],
    ['shut', 1, '/no/such/folder  [disk]\n  given   ENOENT (scandir): there is no such file\n'],
    ['bug', 1, 'TypeError: x is not a function\n    at '],
  ])('"%s" ends with %i', async (line, code, said) => {
    const done = await run(line)
    expect([done.code, done.err.slice(0, said.length), done.out]).toEqual([code, said, ''])
  })

  it.each([
    ['', 'Which verb?'],
    ['noe', 'There is no verb "noe"; did you mean "one"?'],
    ['constructor', 'There is no verb "constructor"'],
  ])('a group without a run: "%s" is told %s', async (line, why) => {
    const done = await run(line, group)
    expect([done.code, done.err]).toEqual([
      2,
      `${why}\n\nUsage: npx slipway top VERB ...\nVerbs: must bad sad shut bug one\nnpx slipway top --help says more.\n`,
    ])
  })

  it('makes the help from the data', async () => {
    expect((await run('must --help')).out).toBe(`Usage: npx slipway top must [WORD...] --level N [OPTIONS]

Does must.

  --loud     with noise
  --level N  how much
  --help     this text

  npx slipway top must a --loud

Exit 0: done, 1: not done, 2: wrong usage.
`)
    expect((await run('--help', group)).out).toContain(
      'Usage: npx slipway top VERB ...\n\nDoes top.\n\n  must [WORD...] --level N\n      does must\n  bad [WORD...]\n',
    )
  })
})
