import { issue, show, type Issue } from '@slipway/core'
import { imageApp } from '../read/image-app.ts'
import type { Estate } from '../read/load-estate.ts'

/**
 * Finds apps that run another version of an image than the app that it belongs to. Not part of loading an estate: the
 * release that mends it loads one.
 */
export function versionIssues({ fleet, apps }: Estate): readonly Issue[] {
  const byName = new Map<string, Estate['apps'][number]>(apps.map((app) => [app.name, app]))
  return apps.flatMap(({ name, specs, releases }) =>
    fleet.clusters.flatMap((cluster): readonly Issue[] => {
      const of = imageApp(specs.get(cluster.environment))
      const here = releases.get(cluster.name)
      if (of === undefined || here === undefined) return []
      const there = byName.get(of)?.releases.get(cluster.name)
      if (there?.digest === here.digest) return []
      const file = `apps/${name}/releases/${cluster.name}.json`
      if (there === undefined) {
        const got = `no release of ${of} in ${cluster.name}`
        const hint = `release ${of} there first, or take this file out; without ${of} there, image names its repository`
        return [issue(file, '', 'image-absent', got, `${of}, whose image ${name} runs, in the same cluster`, hint)]
      }
      const want = `${show(there.digest)}, which ${of} has there: one version for all apps of an image`
      return [
        issue(
          file,
          'digest',
          'image-apart',
          show(here.digest),
          want,
          `npm run release -- bump ${name} ${cluster.name}`,
        ),
      ]
    }),
  )
}
