import { describe, expect, it } from 'vitest'
import { release, told, web, type Files } from '../../test/temporary-estate.ts'

const finance = { ...web, team: 'finance' }
const bank = { expose: { host: 'bank' } }
const payments = { needs: { queue: { payments: {} } } }
const file = 'apps/web/releases/prod/app.ts'
const hint = 'ask its owners to add it'

/** The app `web` of shop and `ledger` of finance, in prod; `web` has a spec of before there. */
const files = (kept: object, ledger: object = {}, today: object = {}): Files => ({
  'apps/web/app.ts': { ...web, ...today },
  'apps/ledger/app.ts': { ...finance, ...ledger },
  'apps/web/releases/prod.json': release,
  'apps/ledger/releases/prod.json': release,
  [file]: { ...web, ...kept },
})

describe('a spec that a rollback keeps, or that somebody wrote in its place, takes nothing of others', () => {
  it.each<[string, Files, ...string[]]>([
    ['a call', files({ calls: ['ledger'] }), `${file}: calls[0] [call-unaccepted] ${hint}`],
    [
      'a path on a host',
      files({ expose: { host: 'bank', path: '/login' } }, bank),
      `${file}: expose.host [host-unaccepted] take another host, or have each word added by the owners of its file`,
    ],
    [
      "a host of the platform's",
      files({ expose: { host: 'argocd' } }),
      `${file}: expose.host [host-reserved] take another host: docs/hosts.md has the names`,
    ],
    ['a queue to send to', files({ sends: ['payments'] }, payments), `${file}: sends[0] [need-unaccepted] ${hint}`],
    [
      'a queue as its own',
      files(payments, payments),
      `${file}: needs.queue.payments [need-owned-twice] take it out: an app that only sends to it says so in sends`,
    ],
    [
      'another team',
      files({ team: 'finance' }),
      `${file}: team [kept-team] write team: "shop", or go back to a release of that team`,
    ],
    [
      'a host that another spec of before has',
      {
        ...files({ expose: { host: 'bank', path: '/login' } }),
        'apps/ledger/releases/prod/app.ts': { ...finance, ...bank },
      },
      `${file}: expose.host [host-unaccepted] take another host, or have each word added by the owners of its file`,
    ],
  ])('%s', async (_, given, ...lines) => expect(await told(given)).toEqual(lines))
})

describe('a rollback is not held up', () => {
  it.each<[string, Files]>([
    ['by the same', files({})],
    ['by a call that the other side accepts', files({ calls: ['ledger'] }, { accepts: ['shop/web'] })],
    ['by a word that it had not given yet', files({}, { calls: ['web'] }, { accepts: ['finance/ledger'] })],
    [
      'by a topic that it had not yet, and that another listens to',
      files(
        {},
        { needs: { queue: { all: { from: ['placed'] } } } },
        { needs: { topic: { placed: { accepts: ['finance/*'] } } } },
      ),
    ],
    [
      'by a queue that had not accepted others yet',
      files(
        { needs: { queue: { orders: {} } } },
        { sends: ['orders'] },
        { needs: { queue: { orders: { accepts: ['finance/ledger'] } } } },
      ),
    ],
    ['by a call of an app that is gone', files({ calls: ['gone'] })],
  ])('%s', async (_, given) => expect(await told(given)).toEqual([]))
})
