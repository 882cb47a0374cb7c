import { describe, expect, it } from 'vitest'
import { router, type Routes } from './routes.ts'

const handler = () => ({ json: null })
const routes: Routes = {
  'GET /': handler,
  'GET /products/:id': handler,
  'GET /products/new': handler,
  'POST /products': handler,
  'GET /shops/:shop/products/:id': handler,
}
const find = router(routes)

describe('router', () => {
  it.each([
    ['GET', '/', '/', {}],
    ['HEAD', '/', '/', {}],
    ['GET', '/products/7', '/products/:id', { id: '7' }],
    ['GET', '/products/a%2Fb%20c', '/products/:id', { id: 'a/b c' }],
    ['GET', '/products/new', '/products/new', {}],
    ['GET', '/shops/x/products/y', '/shops/:shop/products/:id', { shop: 'x', id: 'y' }],
  ])('%s %s is answered by %s', (method, path, route, params) => {
    expect(find(method, path)).toMatchObject({ kind: 'route', route, params })
  })

  it.each([
    ['GET', '/nothing'],
    ['GET', '/products/'],
    ['GET', '/products/7/more'],
    ['GET', '/products/%E0%A4%A'],
  ])('%s %s is nothing', (method, path) => expect(find(method, path)).toEqual({ kind: 'nothing' }))

  it('says which methods a path takes', () => {
    expect(find('DELETE', '/products')).toEqual({ kind: 'other-method', allow: ['POST'] })
    expect(find('POST', '/products/new')).toEqual({ kind: 'other-method', allow: ['GET'] })
  })
})
