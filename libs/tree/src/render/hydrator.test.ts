import type { Fleet } from '@slipway/fleet'
import type { ClusterModel } from '@slipway/model'
import { afterEach, describe, expect, it } from 'vitest'
import { filesOf } from './files.ts'
import { isOurs, sourceOf } from './header.ts'
import { hydratorFiles } from './hydrator.ts'
import { Sandbox } from '../../test/sandbox.ts'

const commit = 'c'.repeat(40)
const apps = [
  { name: 'web', team: 'shop', commit },
  { name: 'api', team: 'shop', commit: null },
]
const model = { cluster: { name: 'dev' }, apps } as unknown as ClusterModel
const fleet = (promoter: boolean) =>
  ({ promoter, repository: { url: 'https://git.example/a.git', branch: 'main' } }) as unknown as Fleet
const sandboxes: Sandbox[] = []
afterEach(() => sandboxes.splice(0).forEach((one) => one.clean()))

describe('hydrator.metadata', () => {
  const path = 'clusters/dev/shop/web/hydrator.metadata'
  const files = filesOf(hydratorFiles(model, fleet(true)))
  const text = files.ok ? (files.value.get(path) ?? '') : ''

  it('is there when the fleet asks for it and the commit is known', () => {
    expect(hydratorFiles(model, fleet(false))).toEqual([])
    expect(files.ok ? [...files.value.keys()] : files.issues).toEqual([path])
    expect(JSON.parse(text)).toMatchObject({ drySha: commit, repoURL: 'https://git.example/a.git' })
  })

  it('is ours by what it says, so it is written, renewed and taken away', () => {
    expect([isOurs(text), sourceOf(text)]).toEqual([true, 'apps/web/releases/dev.json'])
    const sandbox = new Sandbox()
    sandboxes.push(sandbox)
    expect(sandbox.write(new Map([[path, text]]))).toMatchObject({ ok: true, value: { written: [path] } })
    expect(sandbox.write(new Map([[path, text.replace('cc', 'dd')]]))).toMatchObject({
      ok: true,
      value: { written: [path] },
    })
    expect(sandbox.write(new Map())).toMatchObject({ ok: true, value: { removed: [path] } })
  })

  it("is left alone where it is another's", () => {
    const sandbox = new Sandbox()
    sandboxes.push(sandbox)
    sandbox.put(path, '{"drySha":"x"}')
    expect(sandbox.write(new Map([[path, text]]))).toMatchObject({ ok: false, issues: [{ code: 'tree-not-ours' }] })
  })
})
