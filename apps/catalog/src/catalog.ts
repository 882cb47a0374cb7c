import { Refusal, router, serve, type Environment, type Log, type Service } from '@slipway/service'
import { ownList, readProducts } from './products.ts'

/** What can be bought, for other services. */
export async function catalog(env: Environment, log?: Log): Promise<Service> {
  const products = await readProducts(env['CATALOG_FILE'] || ownList)
  const byId = new Map(products.map((product) => [product.id, product]))
  return serve({
    name: 'catalog',
    env,
    log,
    routes: router()
      .get('/products', (c) => c.json(products))
      .get('/products/:id', (c) => {
        const id = c.req.param('id')
        const product = byId.get(id)
        if (product === undefined) throw new Refusal(404, `There is no product "${id}".`)
        return c.json(product)
      }),
  })
}
