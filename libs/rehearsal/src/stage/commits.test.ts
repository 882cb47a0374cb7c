import { describe, expect, it } from 'vitest'
import type { Files } from '@slipway/tree'
import { commitsTo } from './commits.ts'
import type { StagedApp } from './staged-app.ts'

const shop = 'clusters/prod-eu/shop'
const project = 'argocd/prod-eu/appproject-shop.yaml'
const all: Files = new Map([
  [`${shop}/catalog/service-catalog.yaml`, 'kind: Service\n'],
  [`${shop}/cart/service-cart.yaml`, 'kind: Service\n'],
  [`${shop}/namespace/namespace-shop.yaml`, 'kind: Namespace\n'],
  ['clusters/prod-eu/pay/namespace/namespace-pay.yaml', 'kind: Namespace\n'],
  [project, 'apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: { name: shop }\n'],
])
const catalog = { team: 'shop', name: 'catalog', folder: `${shop}/catalog` } as StagedApp

/** What reached git and the API server. */
function open(sabotage: (files: Files) => Files = (same) => same) {
  const committed: string[][] = []
  const applied: string[] = []
  const said: string[] = []
  const plane = {
    kube: { apply: ({ kind }: { kind: string }) => applied.push(kind), list: () => Promise.resolve([]) },
    repository: {
      commit: (_subject: string, files: Files) => {
        committed.push([...files.keys()])
        return Promise.resolve({ sha: 'abc', changed: files.size })
      },
    },
  }
  const commits = commitsTo({
    plane: plane as never,
    cluster: { name: 'prod-eu' as never },
    estate: { files: () => all },
    recorder: { committed: ({ sha, subject, files }) => void said.push(`${sha} ${subject} ${files}`) },
    sabotage,
    shortened: () => undefined,
  })
  return { commits, committed, applied, said }
}

describe('commits of a scenario', () => {
  it("its tree is the app's own folder and its team's", () => {
    const { commits } = open()
    expect([...commits.tree(all, [catalog]).keys()]).toEqual([
      `${shop}/catalog/service-catalog.yaml`,
      `${shop}/namespace/namespace-shop.yaml`,
    ])
  })

  it("commits what it is given and nothing of Argo CD's own, which a sabotage sees", async () => {
    const seen: string[][] = []
    const { commits, committed, said } = open((files) => {
      seen.push([...files.keys()])
      return files
    })
    await commits.commit('first', commits.tree(all, [catalog]))
    expect(seen.flat()).toContain(project)
    expect(committed.flat()).not.toContain(project)
    expect(said).toEqual(['abc first 2'])
  })

  it('installs the project of each team, sabotaged', async () => {
    const { commits, applied } = open(
      (files) => new Map([...files].map(([file, text]) => [file, text.replace('AppProject', 'Sabotaged')])),
    )
    await commits.install([catalog, catalog])
    expect(applied).toEqual(['Sabotaged'])
  })
})
