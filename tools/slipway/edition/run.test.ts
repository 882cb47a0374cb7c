import { afterEach, describe, expect, it } from 'vitest'
import { digest, SampleEstate, spec } from '@slipway/release/sample'
import { parse } from '@slipway/cli'
import { folderSide } from '../review/side.ts'
import command from '../edition.ts'

const made: SampleEstate[] = []
afterEach(() => made.splice(0).forEach((one) => one.clean()))

/** A stateful app, whose only pod stays from edition 2 on, and one that no edition changes. */
async function estate(): Promise<SampleEstate> {
  const sample = new SampleEstate(['db', 'web'], { 'apps/db/app.ts': { ...spec, kind: 'stateful' } })
  made.push(sample)
  return sample.repository()
}

async function run(sample: SampleEstate, ...argv: readonly string[]) {
  const said = { out: '', err: '' }
  const parsed = parse(command, [...argv, '--root', sample.root], '/from')
  if (parsed.kind !== 'run') throw new Error(parsed.kind === 'wrong' ? parsed.why : 'help')
  const exit = await command.run?.(parsed.values, parsed.words, {
    out: (text: string) => void (said.out += text),
    err: (text: string) => void (said.err += text),
    progress: () => {},
    cwd: '/from',
  } as never)
  return { exit, ...said }
}

const texts = (sample: SampleEstate): string =>
  JSON.stringify([...folderSide(sample.root).files].filter(([file]) => !file.startsWith('.slipway')))

describe('edition', () => {
  it('lists who lives by which edition, and who says so', async () => {
    const sample = await estate()
    sample.put('apps/web/app.ts', { ...spec, edition: 2 })
    sample.put('apps/db/releases/dev.json', { digest: digest('a'), version: '1.0.0', edition: 2 })
    const { exit, out } = await run(sample)
    expect(exit).toBe(0)
    expect(out).toBe(`\
app  environment  cluster  edition  because of
db   dev          dev      2        its release file
db   staging      staging  1        the fleet
db   prod         prod-eu  1        the fleet
db   prod         prod-us  1        the fleet
web  dev          dev      2        its spec
web  staging      staging  2        its spec
web  prod         prod-eu  2        its spec
web  prod         prod-us  2        its spec

edition 1: 1 app in 3 clusters; edition 2: 2 apps in 4 clusters
`)
    const { out: json } = await run(sample, 'db', '--json')
    expect((JSON.parse(json) as { editions: unknown[] }).editions).toHaveLength(4)
    expect((JSON.parse(json) as { editions: unknown[] }).editions[0]).toEqual({
      app: 'db',
      team: 'shop',
      environment: 'dev',
      cluster: 'dev',
      edition: 2,
      by: 'release',
    })
  })

  it('moves apps, says what changes by the words of the review, and a second time does nothing', async () => {
    const sample = await estate()
    const { exit, out } = await run(sample, '--to', '2', '--in', 'dev', '--commit')
    expect(exit).toBe(0)
    expect(out).toContain('release(db): edition 2 in dev\n  Edition: 1 -> 2\n')
    expect(out).toContain('pod metadata.annotations."karpenter.sh/do-not-disrupt" added: "true"')
    expect(out).toContain('rolling restart: its pods one by one, the last first')
    expect(out).toContain('release(web): edition 2 in dev\n  Edition: 1 -> 2\n  Nothing changes:')
    expect(sample.git('log', '--format=%s', '-2').split('\n')).toEqual([
      'release(web): edition 2 in dev',
      'release(db): edition 2 in dev',
    ])
    expect(sample.json('apps/db/releases/dev.json')).toEqual({ edition: 2, digest: digest('a'), version: '1.0.0' })
    expect(sample.git('status', '--porcelain')).toBe('')
    // What it wrote is what gen renders.
    await sample.render()
    expect(sample.git('status', '--porcelain')).toBe('')
    expect(await run(sample, '--to', '2', '--in', 'dev', '--commit')).toEqual({
      exit: 0,
      err: '',
      out: 'Nothing to do: all of them live by edition 2 in dev already\n',
    })
  })

  it('prepares a pull request for each app, with what it does and the way back', async () => {
    const sample = await estate()
    const folder = sample.full('.slipway/prepared')
    const { exit } = await run(sample, '--to', '2', '--in', 'dev', '--prepare', folder)
    expect(exit).toBe(0)
    const pull = sample.json('.slipway/prepared/edition-db-dev.json') as { branch: string; title: string; body: string }
    expect(pull).toMatchObject({ branch: 'edition/db-dev', title: 'release(db): edition 2 in dev' })
    expect(pull.body).toContain('## What it does\n\n```text\n1 change: 1 object')
    expect(pull.body).toContain('npx slipway edition --to 1 --in dev db --pr')
    expect(sample.exists('.slipway/prepared/edition-web-dev.json')).toBe(true)
    expect(sample.json('apps/db/releases/dev.json')).not.toHaveProperty('edition')
  })

  it.each([
    [['--to', '2', '--in', 'dev', 'db', 'wbe'], 'did you mean "web"?'],
    [['--to', '2', '--in', 'dve', 'db'], 'did you mean "dev"?'],
    [['wbe'], 'did you mean "web"?'],
  ])('changes nothing for one wrong name among right ones: %j', async (argv, hint) => {
    const sample = await estate()
    const before = texts(sample)
    const { exit, err } = await run(sample, ...argv)
    expect([exit, err.includes(hint)]).toEqual([1, true])
    expect(texts(sample)).toBe(before)
  })

  it('a dry run says the same and writes nothing', async () => {
    const sample = await estate()
    const before = texts(sample)
    const { out } = await run(sample, '--to', '2', '--in', 'dev', 'db', '--dry-run', '--json')
    const { apps } = JSON.parse(out) as { apps: { app: string; dryRun: boolean; review: { level: string } }[] }
    expect(apps.map(({ app, dryRun, review }) => [app, dryRun, review.level])).toEqual([['db', true, 'medium']])
    expect(texts(sample)).toBe(before)
  })

  it.each([[['--to', '2']], [['--in', 'dev']], [['--commit']]])('wrong usage: %j', async (argv) => {
    const sample = await estate()
    await expect(run(sample, ...argv)).rejects.toThrow()
  })
})
