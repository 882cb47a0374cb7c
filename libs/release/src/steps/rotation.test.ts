import { afterEach, describe, expect, it } from 'vitest'
import { back, carryOut } from '../../test/rolled-back.ts'
import { digest, SampleEstate, spec } from '../../test/sample.ts'
import { stepOf } from '../../test/told.ts'

const made: SampleEstate[] = []
afterEach(() => made.splice(0).forEach((one) => one.clean()))

const eu = 'apps/web/releases/prod-eu.json'

async function estateOf(files: Readonly<Record<string, unknown>> = {}): Promise<SampleEstate> {
  const sample = new SampleEstate(['web', 'api'], files)
  made.push(sample)
  return sample.repository()
}

describe('a rotation of a secret', () => {
  const withSecret = (version: number) => ({ ...spec, secrets: { DB_URL: `web/db#url@${version}` } })
  const file = 'clusters/prod-eu/shop/web/externalsecret-web-pinned-secrets.yaml'
  const deployment = 'clusters/prod-eu/shop/web/deployment-web.yaml'

  it('is a state of its own, and rolling back names the earlier Secret, byte for byte', async () => {
    const sample = await estateOf({ 'apps/web/app.ts': withSecret(7) })
    const before = [sample.text(file), sample.text(deployment)]
    sample.put('apps/web/app.ts', withSecret(8))
    await sample.render()
    sample.commit('rotate')
    expect(sample.text(file)).toContain('version: "8"')
    const step = stepOf(await back(sample))
    await carryOut(sample, step)
    expect([sample.text(file), sample.text(deployment)]).toEqual(before)
    expect(sample.text('apps/web/releases/prod-eu/app.ts')).toContain('web/db#url@7')
    // Elsewhere, and in the next release here, the new version stays.
    expect(sample.text(file.replace('prod-eu', 'prod-us'))).toContain('version: "8"')
  })

  it('goes before a rotation that was taken back, to the image before', async () => {
    const sample = await estateOf({ 'apps/web/app.ts': withSecret(7) })
    sample.put(eu, { digest: digest('b'), version: '1.b' })
    await sample.render()
    sample.commit('1.b')
    sample.put('apps/web/app.ts', withSecret(8))
    await sample.render()
    sample.commit('rotate')
    await carryOut(sample, stepOf(await back(sample)))
    expect(sample.json(eu)).toMatchObject({ digest: digest('b') })
    sample.commit('back to @7')
    await carryOut(sample, stepOf(await back(sample)))
    expect(sample.json(eu)).toMatchObject({ digest: digest('a') })
  })

  it('says what to type where neither image nor secret has changed', async () => {
    const sample = await estateOf()
    sample.put('apps/web/app.ts', { ...spec, cpu: '300m' })
    await sample.render()
    sample.commit('more cpu')
    const refused = await back(sample)
    expect(refused).toMatchObject({
      ok: false,
      issues: [
        {
          code: 'no-such-state',
          hint: expect.stringContaining(
            "type: npm run release -- rollback web prod-eu --to 1 --reason 'it is slow' ;",
          ) as string,
        },
      ],
    })
    expect((await back(sample, { to: 1 })).ok).toBe(true)
  })
})
