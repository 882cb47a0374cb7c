import { spec } from '@slipway/release/sample'
import { sayInFleet, type Attack, type ScratchEstate } from '../estate.ts'

/** Finance's ledger keeps exports in dev, and has let nobody in; the attacker's app asks for them. */
async function asks(estate: ScratchEstate, use: object, fleet: Parameters<typeof sayInFleet>[1] = {}): Promise<void> {
  if (Object.keys(fleet).length > 0) sayInFleet(estate, fleet)
  const exports = { bucket: { exports: { readers: ['shop/catalog'] } }, queue: { entries: {} } }
  estate.put('apps/ledger/app.ts', { ...spec, team: 'finance', in: { dev: { needs: exports } } })
  await estate.gen()
  await estate.passes()
  estate.put('apps/web/app.ts', { ...spec, in: { dev: { uses: { theirs: use } } } })
}

export default [
  {
    name: "uses another team's bucket, whose owner has let in another app",
    why: "its role would read what the bucket's owner has shown to one app of the team",
    async run(estate) {
      await asks(estate, { bucket: 'finance/exports', in: 'dev', may: 'read' })
      await estate.refuses('use-unaccepted', ['gen'])
    },
  },
  {
    name: "uses another team's queue by `uses`, as `sends` would be refused",
    why: 'there is one word for both, and nobody has given it',
    async run(estate) {
      await asks(estate, { queue: 'entries', in: 'dev', may: 'work' })
      await estate.refuses('use-unaccepted', ['gen'])
    },
  },
  {
    name: 'uses what a partner has given another team',
    why: 'the fleet names whom it is for, and its own role would be in the boundary',
    async run(estate) {
      const lake = { arn: 'arn:aws:s3:::partner-lake', may: ['read' as const], accepts: ['finance/*'] }
      await asks(estate, { bucket: 'lake', may: 'read' }, { external: { lake } })
      await estate.refuses('use-unaccepted', ['gen'])
    },
  },
] satisfies readonly Attack[]
