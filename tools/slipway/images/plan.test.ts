import type { Fleet } from '@slipway/fleet'
import { describe, expect, it } from 'vitest'
import { imagesOf, mostInMatrix, planOf, planText } from './plan.ts'

const project = (name: string) => ({
  name,
  root: `apps/${name}`,
  inputs: ['{projectRoot}/src/**/*', '{workspaceRoot}/package-lock.json'],
})
const workspace = { projects: [project('jobs'), project('web')], named: {}, roots: new Map<string, string>() }
const fleet = {
  name: 'acme',
  environments: ['dev', 'prod'],
  clusters: [{ registry: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/apps' }],
} as unknown as Fleet

describe('the images that a change calls for', () => {
  it.each([
    ['code', ['apps/web/src/main.ts'], ['web'], ['web']],
    [
      'a bump, for which Nx names the app',
      ['apps/web/releases/dev.json', 'clusters/dev/shop/web/rollout-web.yaml'],
      ['web'],
      [],
    ],
    ['the lockfile', ['package-lock.json'], ['jobs', 'web'], ['jobs', 'web']],
    ['what Nx does not call affected', ['apps/web/src/main.ts'], ['jobs'], []],
    ['nothing', [], [], []],
  ])('%s', (_, files, affected, apps) => {
    expect(imagesOf({ files, affected }, workspace).map((image) => image.app)).toEqual(apps)
  })

  it('say why', () => {
    expect(imagesOf({ files: ['README.md', 'apps/web/src/a.ts'], affected: ['web'] }, workspace)).toEqual([
      { app: 'web', because: ['apps/web/src/a.ts'] },
    ])
  })
})

describe('the plan', () => {
  const images = (n: number) =>
    Array.from({ length: n }, (_, i) => ({ app: `app-${i}`, because: ['package-lock.json'] }))

  it('pushes to the home registry as the role that the stacks make, and names the first environment', () => {
    expect(planOf([], fleet)).toEqual({
      images: [],
      batches: [],
      target: 'dev',
      push: {
        registry: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/apps',
        region: 'eu-west-1',
        role: 'arn:aws:iam::111122223333:role/acme-images',
      },
    })
    expect(planOf([], { ...fleet, clusters: [] }).push).toBeNull()
  })

  it.each([0, 1, mostInMatrix, mostInMatrix + 1, 3 * mostInMatrix])(
    'of %d images has each in one batch, none too long for a matrix',
    (n) => {
      const { batches } = planOf(images(n), fleet)
      expect(batches.flat()).toEqual(images(n).map((image) => image.app))
      expect(batches.filter((b) => b.length === 0 || b.length > mostInMatrix)).toEqual([])
    },
  )

  it('reads as a person would say it', () => {
    expect(planText(planOf([], fleet))).toBe('No image is made from what changed.\n')
    expect(planText(planOf([{ app: 'web', because: ['a', 'b', 'c', 'd', 'e'] }], fleet))).toBe(
      'web: a, b, c and 2 more\n1 image to build, pushed to 111122223333.dkr.ecr.eu-west-1.amazonaws.com/apps\n',
    )
    expect(planText(planOf(images(2), { ...fleet, clusters: [] }))).toMatch(
      /2 images to build, pushed to nowhere: the fleet names no registry of ECR\n$/,
    )
  })
})
