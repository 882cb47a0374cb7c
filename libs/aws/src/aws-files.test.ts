import { describe, expect, it } from 'vitest'
import { awsFiles } from './aws-files.ts'
import { appOf, clusterOf, dev, fleet, withClusters } from '../test/fixture.ts'

const apps = [appOf('web', { sends: ['orders'] }), { ...appOf('jobs'), file: 'apps/jobs/app.yaml' }]
/** Rights of pods and topics of pages have tests of their own. */
const ofPods = /\/[^/]+-(boundary|alerts|addon-[^/]+|app-[^/]+)\.yaml$|role-secrets/
const paths = (of: typeof fleet, given = apps) =>
  awsFiles(of, given)
    .map((f) => f.path)
    .filter((path) => !ofPods.test(path))
    .sort()

describe('the AWS side', () => {
  it('is a stack for what an account has once, and one for each app in each registry', () => {
    expect(paths(fleet)).toEqual([
      'aws/111122223333/eu-west-1/replication.yaml',
      'aws/111122223333/eu-west-1/repository-jobs.yaml',
      'aws/111122223333/eu-west-1/repository-web.yaml',
      'aws/111122223333/provider-github.yaml',
      'aws/111122223333/role-images.yaml',
      'aws/111122223333/us-east-1/repository-jobs.yaml',
      'aws/111122223333/us-east-1/repository-web.yaml',
    ])
  })

  it('lets two new apps not meet: each changes only files of its own', () => {
    const text = (given: typeof apps) => new Map(awsFiles(fleet, given).map((f) => [f.path, JSON.stringify(f)]))
    const [before, after] = [text(apps.slice(0, 1)), text(apps)]
    expect([...before].filter(([path, t]) => after.get(path) !== t)).toEqual([])
  })

  it('copies nowhere where there is one region, and is nothing without ECR', () => {
    expect(paths(withClusters(dev), apps.slice(0, 1))).toEqual([
      'aws/111122223333/eu-west-1/repository-web.yaml',
      'aws/111122223333/provider-github.yaml',
      'aws/111122223333/role-images.yaml',
    ])
    expect(paths(withClusters(clusterOf('lab', 'dev', '222233334444', 'registry.acme.test')), apps)).toEqual([])
  })

  it('has nothing of GitHub where the repository is elsewhere', () => {
    const elsewhere = { ...fleet, repository: { url: 'https://git.acme.test/estate.git', branch: 'main' } }
    expect(paths(elsewhere).filter((path) => /github|role/.test(path))).toEqual([])
  })

  it('names the file that people edit', () => {
    const files = awsFiles(fleet, apps).filter(({ path }) => !ofPods.test(path))
    expect(new Map(files.map((f) => [f.path.split('/').at(-1), f.source]))).toEqual(
      new Map([
        ['provider-github.yaml', 'fleet/fleet.ts'],
        ['role-images.yaml', 'fleet/fleet.ts'],
        ['replication.yaml', 'fleet/fleet.ts'],
        ['repository-web.yaml', 'apps/web/app.ts'],
        ['repository-jobs.yaml', 'apps/jobs/app.yaml'],
      ]),
    )
  })
})
