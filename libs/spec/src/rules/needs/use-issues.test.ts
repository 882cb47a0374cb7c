import { describe, expect, it } from 'vitest'
import { fleetFiles, told, toldOf, web, type Files } from '../../../test/temporary-estate.ts'

const clusterOf = (name: string) => fleetFiles[`fleet/clusters/${name}.ts`] as object
const prodIn = (account: string, more: object = {}): Files => ({
  'fleet/clusters/prod.ts': { ...clusterOf('prod'), account, ...more },
})
const lake = { arn: 'arn:aws:s3:::partner-lake', may: ['read'], accepts: ['shop/web'] }
const fleetOf = (more: object): Files => ({
  'fleet/fleet.ts': { ...(fleetFiles['fleet/fleet.ts'] as object), ...more },
})
const trusting = fleetOf({ trusts: { '444455556666': ['222233334444'] } })

const needs = {
  bucket: { exports: { readers: ['shop/web'] }, dumps: { writers: ['shop/*'] }, own: {} },
  table: { rates: { key: 'id' } },
  queue: { entries: { accepts: ['shop/web'] }, tasks: { workers: ['shop/web'] }, refunds: {} },
}
/** The ledger owns in prod, of an account of its own; web uses in dev. */
const estate = (use: object, more: Files = trusting, team = 'finance'): Files => ({
  ...more,
  ...prodIn('444455556666'),
  'apps/ledger/app.ts': { ...web, team, in: { prod: { needs } } },
  'apps/web/app.ts': { ...web, in: { dev: { uses: { it: use } } } },
})
const at = 'apps/web/app.ts: in.dev.uses.it'
/** In each environment, where the ledger owns, too. */
const beside = (use: object, team = 'shop'): Files => ({
  'apps/ledger/app.ts': { ...web, team: 'finance', needs },
  'apps/web/app.ts': { ...web, team, uses: { it: use } },
})
const here = 'apps/web/app.ts: uses.it'

describe('what an app uses that others own', () => {
  it.each<[string, object]>([
    ['a bucket to read', { bucket: 'finance/exports', in: 'prod', may: 'read' }],
    ['a bucket to write, whose owner has said so to the team', { bucket: 'finance/dumps', in: 'prod', may: 'write' }],
    ['a bucket to read, whose owner lets it write', { bucket: 'finance/dumps', in: 'prod', may: 'read' }],
    ['a queue to send to', { queue: 'entries', in: 'prod', may: 'send' }],
    ['a queue to work on', { queue: 'tasks', in: 'prod', may: 'work' }],
  ])('%s, with the words of both sides', async (_, use) => expect(await told(estate(use))).toEqual([]))

  it.each<[string, Files]>([
    ['of the same team', beside({ bucket: 'finance/own', may: 'write' }, 'finance')],
    ['of the same team, a table', beside({ table: 'finance/rates', may: 'write' }, 'finance')],
    ['by the word of another team', beside({ bucket: 'finance/exports', may: 'read' })],
  ])('what is where the app runs needs no word of the fleet: %s', async (_, files) =>
    expect(await told(files)).toEqual([]),
  )

  it.each<[string, Files, string]>([
    [
      'without the owner',
      estate({ bucket: 'finance/own', in: 'prod', may: 'read' }),
      `${at}.bucket [use-unaccepted] ask its owners to add it`,
    ],
    [
      'to write where the owner lets it read',
      estate({ bucket: 'finance/exports', in: 'prod', may: 'write' }),
      `${at}.bucket [use-unaccepted] ask its owners to add it`,
    ],
    [
      'a queue to work on where the owner lets it send',
      estate({ queue: 'entries', in: 'prod', may: 'work' }),
      `${at}.queue [use-unaccepted] ask its owners to add it`,
    ],
    [
      'a queue to send to where the owner lets it work',
      estate({ queue: 'tasks', in: 'prod', may: 'send' }),
      `${at}.queue [use-unaccepted] ask its owners to add it`,
    ],
    [
      'a queue without the owner',
      estate({ queue: 'refunds', in: 'prod', may: 'send' }),
      `${at}.queue [use-unaccepted] ask its owners to add it`,
    ],
    [
      'without the fleet',
      estate({ queue: 'entries', in: 'prod', may: 'send' }, {}),
      `${at}.in [use-untrusted] ask its owners to add it`,
    ],
    [
      'trusted the other way round',
      estate({ queue: 'entries', in: 'prod', may: 'send' }, fleetOf({ trusts: { '222233334444': ['444455556666'] } })),
      `${at}.in [use-untrusted] ask its owners to add it`,
    ],
    [
      'a table of another team',
      estate({ table: 'finance/rates', in: 'prod', may: 'read' }),
      `${at}.table [use-unaccepted] ask the app that owns it, by a call or a queue`,
    ],
    [
      'a table of another account',
      estate({ table: 'shop/rates', in: 'prod', may: 'read' }, trusting, 'shop'),
      `${at}.table [use-key] send what it needs to a queue, or write it into a bucket`,
    ],
    [
      'what nobody needs',
      estate({ bucket: 'finance/export', in: 'prod', may: 'read' }),
      `${at}.bucket [use-unknown] did you mean "finance/exports"?`,
    ],
    [
      'of another team than owns it',
      estate({ bucket: 'shop/exports', in: 'prod', may: 'read' }),
      `${at}.bucket [use-unknown] use one of: finance/dumps, finance/exports, finance/own`,
    ],
    [
      'the queue of what was put aside',
      estate({ queue: 'entries-dead', in: 'prod', may: 'work' }),
      `${at}.queue [use-unknown] use one of: entries, refunds, tasks`,
    ],
    [
      'in no cluster',
      estate({ queue: 'entries', in: 'prd', may: 'send' }),
      `${at}.in [use-unknown] did you mean "prod"?`,
    ],
    [
      'a right of another kind',
      estate({ bucket: 'finance/exports', in: 'prod', may: 'send' }),
      `${at}.may [use-may] correct it`,
    ],
    [
      'two things',
      estate({ bucket: 'finance/exports', queue: 'entries', in: 'prod', may: 'read' }),
      `${at} [use-kind] name one thing in each use`,
    ],
    [
      'a topic of the fleet',
      estate({ topic: 'placed', in: 'prod', may: 'publish' }),
      `${at}.in [use-elsewhere] take it out, and have the platform name it there`,
    ],
    [
      'a bucket that nobody needs where the app runs',
      estate({ bucket: 'exports', in: 'prod', may: 'read' }),
      `${at}.bucket [use-name] write the team in front`,
    ],
    [
      'a bucket in no place',
      estate({ bucket: 'finance/exports', may: 'read' }),
      `${at}.bucket [use-unknown] there is none yet`,
    ],
    [
      'where the app runs, of another team without its word',
      beside({ bucket: 'finance/own', may: 'read' }),
      `${here}.bucket [use-unaccepted] ask its owners to add it`,
    ],
    [
      'where the app runs, a table of another team',
      beside({ table: 'finance/rates', may: 'read' }),
      `${here}.table [use-unaccepted] ask the app that owns it, by a call or a queue`,
    ],
    [
      'where the app runs, by its bare name',
      beside({ bucket: 'own', may: 'read' }),
      `${here}.bucket [use-unknown] of the fleet it is written "finance/own"`,
    ],
    [
      'a misspelt one where the app runs',
      beside({ bucket: 'finance/owm', may: 'read' }),
      `${here}.bucket [use-unknown] did you mean "finance/own"?`,
    ],
    [
      'what the fleet does not name',
      estate({ bucket: 'lakes', may: 'read' }, fleetOf({ external: { lake } })),
      `${at}.bucket [use-unknown] did you mean "lake"?`,
    ],
    [
      'a secret by its whole name',
      estate({ secret: 'prod/finance/db', may: 'read' }),
      `${at}.secret [use-unknown] there is none yet`,
    ],
    [
      'a queue by a name with a team',
      estate({ queue: 'finance/entries', may: 'send' }),
      `${at}.queue [use-unknown] there is none yet`,
    ],
    [
      'what is of another kind',
      estate({ queue: 'lake', may: 'send' }, fleetOf({ external: { lake } })),
      `${at}.queue [use-unknown] there is none yet`,
    ],
    [
      'what the fleet gave another app',
      estate({ bucket: 'lake', may: 'read' }, fleetOf({ external: { lake: { ...lake, accepts: ['shop/api'] } } })),
      `${at}.bucket [use-unaccepted] ask its owners to add it`,
    ],
    [
      'more than the fleet gave',
      estate({ bucket: 'lake', may: 'write' }, fleetOf({ external: { lake } })),
      `${at}.may [use-may] correct it, or have the platform add it`,
    ],
    ...[
      ['bucket', 'arn:aws:s3:::prod-finance-own-444455556666-eu-west-1', 'read'],
      ['queue', 'arn:aws:sqs:eu-west-1:444455556666:prod-refunds', 'work'],
      ['queue', 'arn:aws:sqs:eu-west-1:444455556666:prod-refunds-dead', 'work'],
      ['table', 'arn:aws:dynamodb:eu-west-1:444455556666:table/prod-finance-rates', 'read'],
    ].map(([kind = '', arn, may = '']): [string, Files, string] => [
      `${arn}, by way of external`,
      estate({ [kind]: 'lake', may }, fleetOf({ external: { lake: { arn, may: [may], accepts: ['shop/web'] } } })),
      `${at}.${kind} [use-owned] say with \`in\` in which cluster it is`,
    ]),
    [
      'a thing of China',
      estate(
        { bucket: 'lake', may: 'read' },
        fleetOf({ external: { lake: { ...lake, arn: 'arn:aws-cn:s3:::lake' } } }),
      ),
      `${at}.bucket [use-partition] take it out: no role is of two partitions`,
    ],
  ])('is refused: %s', async (_, files, line) =>
    expect((await told(files)).filter((one) => one.startsWith(at) || one.startsWith(here))).toEqual([line]),
  )

  it('of a table in the same account is sound within a team by the word of the fleet', async () => {
    const here = {
      ...estate(
        { table: 'shop/rates', in: 'prod', may: 'read' },
        fleetOf({ trusts: { '222233334444': ['222233334444'] } }),
        'shop',
      ),
      ...prodIn('222233334444'),
    }
    expect(await told(here)).toEqual([])
    const { 'fleet/fleet.ts': _, ...unsaid } = here
    expect(await told(unsaid)).toEqual([`${at}.in [use-untrusted] ask its owners to add it`])
  })

  it('is external where no app of the fleet needs a thing of that name in that account', async () => {
    const arn = 'arn:aws:sqs:eu-west-1:999900001111:prod-refunds'
    const external = { lake: { arn, may: ['work'], accepts: ['shop/web'] } }
    expect(await told(estate({ queue: 'lake', may: 'work' }, fleetOf({ external })))).toEqual([])
  })

  it('needs no word of its own team', async () => {
    const own = {
      ...estate({ bucket: 'finance/own', in: 'prod', may: 'write' }),
      'apps/web/app.ts': {
        ...web,
        team: 'finance',
        in: { dev: { uses: { it: { bucket: 'finance/own', in: 'prod', may: 'write' } } } },
      },
    }
    expect(await told(own)).toEqual([])
  })

  it('has a name that nothing else of the app has', async () => {
    expect(
      await toldOf({
        ...web,
        needs: { bucket: { it: {} } },
        uses: { it: { bucket: 'finance/x', in: 'dev', may: 'read' } },
      }),
    ).toContain('uses.it [use-alike] rename it')
    expect(await toldOf({ ...web, uses: { aws: { bucket: 'finance/x', in: 'dev', may: 'read' } } })).toContain(
      'uses.aws [use-name] rename it',
    )
    expect(
      await toldOf({ ...web, env: { IT_BUCKET: 'x' }, uses: { it: { bucket: 'finance/x', in: 'dev', may: 'read' } } }),
    ).toContain('env.IT_BUCKET [reserved-env] take it out: the platform gives it its value')
  })
})
