import { Refusal, serve, type Environment, type Log, type Service } from '@slipway/service'
import { ownList, readProducts } from './products.ts'

/** What can be bought, for other services. */
export async function catalog(env: Environment, log?: Log): Promise<Service> {
  const products = await readProducts(env['CATALOG_FILE'] || ownList)
  const byId = new Map(products.map((product) => [product.id, product]))
  return serve({
    name: 'catalog',
    env,
    ...(log === undefined ? {} : { log }),
    routes: {
      'GET /products': () => ({ json: products }),
      'GET /products/:id': ({ params }) => {
        const product = byId.get(params['id'] ?? '')
        if (product === undefined) throw new Refusal(404, `There is no product "${params['id']}".`)
        return { json: product }
      },
    },
  })
}
