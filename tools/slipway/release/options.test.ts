import { describe, expect, it } from 'vitest'
import { releaseOptions, usage } from './options.ts'
import { verbs } from './verbs.ts'

const sha = 'c'.repeat(40)
const image = `registry.example/web@sha256:${'a'.repeat(64)}`
const options = (line: string) => {
  const asked = releaseOptions(line.split(' '))
  if (!asked.ok) throw new Error(asked.text)
  return asked.options
}

describe('releaseOptions', () => {
  it('reads a verb, its words and flags', () => {
    expect(options(`bump web dev --image ${image} --version 1.5.0 --run 7 --pr --json --root /tmp`)).toEqual({
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
    const read = options(`bump web dev --image ${image} ${words}`)
    expect([read.commit, read.values['source']]).toEqual([commit, source])
  })

  it.each([
    ['', 'Which verb?'],
    ['pormote', 'There is no verb "pormote"; did you mean "promote"?'],
    ['constructor', 'There is no verb "constructor"'],
    ['bump web', 'bump wants APP TARGET.'],
    ['bump web dev', 'bump wants --image.'],
    ['bump web dev prod --image x', 'bump does not know "prod".'],
    ['bump web dev --image x --reason y', "Unknown option '--reason'"],
    ['promote web', 'promote wants --from and --to.'],
    ['hold web dev --reason=', 'hold wants --reason.'],
    ['rollback web dev --reason x --to last', '--to wants a number of `history`, not "last".'],
    ['next web', 'next does not know "web".'],
  ])('refuses "%s"', (line, text) => {
    const asked = releaseOptions(line === '' ? [] : line.split(' '))
    expect(asked).toMatchObject({ ok: false, exit: 2, text: expect.stringContaining(text) as unknown })
    expect(asked.ok ? '' : asked.text).toContain('Usage: npm run release -- VERB')
  })

  it('tells every verb in its usage, and help is no error', () => {
    for (const verb of Object.keys(verbs)) expect(usage).toMatch(new RegExp(`^  ${verb} `, 'm'))
    for (const line of ['--help', 'bump --help'])
      expect(releaseOptions(line.split(' '))).toEqual({ ok: false, exit: 0, text: usage })
  })
})
