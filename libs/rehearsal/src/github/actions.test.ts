import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { actionFile, actions, gitHubFakes, usesIn } from './actions.ts'
import { commands } from './commands.ts'

const folder = path.resolve(import.meta.dirname, '../../../../.github/workflows')

describe('actions', () => {
  it('stand in for each action of the workflows that the rehearsal plays', () => {
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['build.yml', 'promote.yml']))
    const used = ['build.yml', 'promote.yml'].flatMap((name) => usesIn(readFileSync(path.join(folder, name), 'utf8')))
    expect(used.length).toBeGreaterThan(10)
    expect(used.filter((use) => actions[use.split('@')[0] ?? ''] === undefined)).toEqual([])
  })

  it.each(Object.entries(actions))(
    '%s is done by a command that is there, and is named in the report',
    (name, { command }) => {
      expect(commands[`stand-in-${command}`]).toBeTypeOf('function')
      expect(gitHubFakes.map(({ of }) => of)).toContain(name)
    },
  )
})

describe('usesIn', () => {
  it('has each action once, by owner, name and commit, and no action of the repository itself', () => {
    const yaml = 'steps:\n  - uses: a/b@1 # v1\n  - uses: a/b@1\n  - if: x\n    uses: c/d@2\n  - uses: ./.github/e\n'
    expect(usesIn(yaml)).toEqual(['a/b@1', 'c/d@2'])
  })
})

describe('actionFile', () => {
  it('hands inputs to a command as variables, and its outputs on', () => {
    const standIn = { by: 'x', command: 'y', inputs: { 'fetch-depth': '1' }, outputs: ['base'] }
    expect(JSON.parse(actionFile('a/b', standIn))).toEqual({
      name: 'a/b',
      description: 'x',
      inputs: { 'fetch-depth': { description: 'fetch-depth', default: '1' } },
      outputs: { base: { description: 'base', value: '${{ steps.stand-in.outputs.base }}' } },
      runs: {
        using: 'composite',
        steps: [
          {
            id: 'stand-in',
            shell: 'bash',
            run: 'stand-in-y',
            env: { IN_FETCH_DEPTH: '${{ inputs.fetch-depth }}' },
          },
        ],
      },
    })
  })
})
