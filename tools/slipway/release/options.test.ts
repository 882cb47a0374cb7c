import { ran } from '@slipway/cli/test'
import { describe, expect, it } from 'vitest'
import command from '../release.ts'
import { releaseArgs } from '../test/release-args.ts'

const sha = 'c'.repeat(40)
const image = `registry.example/web@sha256:${'a'.repeat(64)}`
const read = (line: string) => releaseArgs(line.split(' '))

describe('readArgs', () => {
  it('reads a verb, its words and flags', () => {
    expect(read(`bump web dev --image ${image} --version 1.5.0 --run 7 --pr --json --root /tmp`)).toEqual({
      verb: 'bump',
      words: ['web', 'dev'],
      values: { image, version: '1.5.0', run: '7', root: '/tmp' },
      root: '/tmp',
      json: true,
      commit: false,
      pr: true,
      dryRun: false,
      verify: false,
      insecure: false,
    })
  })

  it.each<[string, boolean, string | undefined]>([
    ['--commit', true, undefined],
    [`--commit ${sha}`, false, sha],
    [`--commit=${sha}`, false, sha],
    [`--source ${sha}`, false, sha],
    [`--commit ${sha} --commit`, true, sha],
    ['--commit --json', true, undefined],
  ])('tells the commit to make from the commit it was built from: %s', (words, commit, source) => {
    const args = read(`bump web dev --image ${image} ${words}`)
    expect([args.commit, args.values['source']]).toEqual([commit, source])
  })
})

describe('release', () => {
  it.each([
    ['', 'Which verb?'],
    ['pormote', 'There is no verb "pormote"; did you mean "promote"?'],
    ['constructor', 'There is no verb "constructor"'],
    ['bump web', 'bump wants APP TARGET'],
    ['bump web dev prod --image x', 'bump does not know "prod"'],
    ['bump web dev --image x --reason y', "Unknown option '--reason'"],
    ['promote web', 'promote wants --from and --to'],
    ['hold web dev --reason=', 'hold wants --reason'],
    [`hold web dev --reason x --commit ${sha}`, 'hold does not know'],
    ['rollback web dev --reason x --to last', '--to wants a number of `history`, not "last"'],
    ['next web --cluster dev --app web --digest x', 'next does not know "web"'],
  ])('refuses "%s"', async (line, why) => {
    const { code, out, err } = await ran(command, line.split(' ').filter(Boolean))
    expect([code, out, err.slice(0, why.length)]).toEqual([2, '', why])
    expect(err).toContain('Usage: npx slipway release')
  })

  it('tells every verb in its help', async () => {
    const { code, out } = await ran(command, ['--help'])
    expect(code).toBe(0)
    for (const verb of Object.keys(command.commands ?? {})) expect(out).toMatch(new RegExp(`^  ${verb}\\b`, 'm'))
  })
})
