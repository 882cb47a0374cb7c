import { describe, expect, it } from 'vitest'
import { defineCommand, type Command } from './command.ts'
import { completions } from './completion.ts'

const ship = defineCommand({
  name: 'ship',
  summary: 'ships',
  words: [
    { name: 'APP', offer: (root) => [`${root}-web`, `${root}-api`] },
    { name: '[FILE...]', offer: 'file' },
  ],
  options: {
    fast: 'at once',
    to: { value: 'CLUSTER', help: 'where to', offer: () => Promise.resolve(['dev', 'prod']) },
    level: { value: 'L', help: 'how much', oneOf: ['low', 'high'] },
    tag: { value: 'TAG', help: 'several', many: true },
    out: { value: 'DIR', help: 'where', offer: 'folder' },
  },
  exits: ['done', 'not done'],
})
const group: Command = {
  name: 'group',
  summary: 'groups',
  options: {},
  exits: ['done', 'not done'],
  commands: { ship, plain: { name: 'plain', summary: 'is plain', options: { fast: 'at once' }, exits: ['', ''] } },
}
const verbs = [ship, group].map((verb) => ({ name: verb.name, load: () => Promise.resolve(verb as Command) }))

/** The words that fit; the last one given is the one at the cursor. */
const fits = async (line: string) => {
  const said = await completions(verbs, line.split(' '), 'root')
  return said.split('\n').slice(0, -1)
}
const words = async (line: string) => (await fits(line)).map((fit) => fit.split('\t')[0])
const options = ['--fast', '--to', '--level', '--tag', '--out', '--help']

describe('completions', () => {
  it('tells each word with what it is about', async () => {
    expect(await fits('')).toEqual(['ship\tships', 'group\tgroups'])
    expect(await fits('ship --fa')).toEqual(['--fast\tat once'])
  })

  it.each<[string, readonly string[]]>([
    ['s', ['ship']],
    ['x', []],
    ['nowhere ', []],
    ['ship ', ['root-web', 'root-api']],
    ['ship root-w', ['root-web']],
    ['ship -', options],
    ['ship --fast --t', ['--to', '--tag']],
    ['ship --fast -', options.slice(1)],
    ['ship --tag a --t', ['--to', '--tag']],
    ['ship --to ', ['dev', 'prod']],
    ['ship --to = p', ['prod']],
    ['ship --to =', ['dev', 'prod']],
    ['ship --to dev ', ['root-web', 'root-api']],
    ['ship --level h', ['high']],
    ['ship --tag ', []],
    ['ship web ', [':file']],
    ['ship web a.json ', [':file']],
    ['ship web --f', ['--fast']],
    ['ship --out ', [':folder']],
    ['group ', ['ship', 'plain']],
    ['group p', ['plain']],
    ['group -', ['--help']],
    ['group ship --level ', ['low', 'high']],
    ['group plain ', ['--fast', '--help']],
  ])('%s|', async (line, expected) => expect(await words(line)).toEqual(expected))
})
