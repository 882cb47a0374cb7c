import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLog, type Service } from '@slipway/service'
import { afterEach, describe, expect, it } from 'vitest'
import { catalog } from './catalog.ts'

const quiet = createLog({}, () => {})
const running: Service[] = []
afterEach(async () => void (await Promise.all(running.splice(0).map((s) => s.drain()))))

async function start(env: Record<string, string> = {}) {
  const service = await catalog({ HOST: '127.0.0.1', PORT: '0', ...env }, quiet)
  running.push(service)
  return async (path: string) => {
    const res = await fetch(`http://127.0.0.1:${service.port}${path}`)
    return [res.status, await res.json()] as const
  }
}

describe('catalog', () => {
  it('gives the list, and one of it', async () => {
    const get = await start()
    const [status, list] = await get('/products')
    expect([status, Array.isArray(list)]).toEqual([200, true])
    expect(await get('/products/cup')).toEqual([
      200,
      { id: 'cup', name: 'Cup without a handle', price: 1200, currency: 'EUR' },
    ])
    expect(await get('/products/spoon')).toEqual([404, { error: 'There is no product "spoon".' }])
  })

  it('takes the list of a mounted file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'catalog-'))
    try {
      const file = join(folder, 'products.json')
      const spoon = { id: 'spoon', name: 'Spoon', price: 300, currency: 'EUR' }
      await writeFile(file, JSON.stringify([spoon]))
      const get = await start({ CATALOG_FILE: file })
      expect(await get('/products')).toEqual([200, [spoon]])
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
