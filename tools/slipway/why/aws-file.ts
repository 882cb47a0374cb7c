import { awsApp, awsFiles, awsStacks, stackFile } from '@slipway/aws'
import type { Rendered } from '@slipway/core'
import { needsFolder, platformTeam } from '@slipway/fleet'
import { resolveFunctions } from '@slipway/model'
import type { Estate } from '@slipway/spec'
import { inputsOf, type Input } from './inputs.ts'

const made = (file: string, { fleet, apps }: Estate): Rendered | undefined =>
  awsFiles(fleet, apps.map(awsApp), resolveFunctions({ fleet, apps })).find((one) => one.path === file)

/** A stack, or an object of which a controller makes what an app needs in AWS: both come of the app's `needs`. */
export function isAwsFile(file: string): boolean {
  const [top, , team, folder = ''] = file.split('/')
  return top === 'aws' || (top === 'clusters' && team === platformTeam && folder.startsWith(needsFolder('')))
}

/** A file of `isAwsFile`, how it is made again, and what may decide it: its app and the cluster, or the fleet alone. */
export function awsFile(estate: Estate, file: string) {
  const { fleet, apps } = estate
  const stack = awsStacks(fleet, apps.map(awsApp), resolveFunctions(estate)).find(
    (one) => stackFile(one, fleet) === file,
  )
  const rendered = made(file, estate)
  if (rendered === undefined) return undefined
  const named = stack === undefined || stack.clusters === 'all' ? undefined : stack.clusters
  const cluster =
    fleet.clusters.find(({ name }) => named?.includes(name) === true || file.startsWith(`clusters/${name}/`)) ??
    fleet.clusters.find(({ name }) => rendered.source === `fleet/clusters/${name}.ts`) ??
    fleet.clusters[0]
  if (cluster === undefined) return undefined
  const app = apps.find((one) => one.file === rendered.source)
  const inputs: readonly Input[] = inputsOf(app === undefined ? { ...estate, apps: [] } : estate, cluster, app)
  // Without an app no app's field is an input, and the apps stay: the boundary of functions is there because one is.
  const again = (changed: Estate) => made(file, app === undefined ? { ...changed, apps } : changed)
  return { rendered, again, inputs }
}
