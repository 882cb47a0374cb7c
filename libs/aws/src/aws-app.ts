import { volumeName } from '@slipway/model'
import { isKept, worksOn, type AppSource, type MergedSpec, type Needs, type Uses } from '@slipway/spec'

export interface Snapshots {
  /** A cron expression of five fields, in UTC. */
  readonly schedule: string
  readonly days: number
  /** Names of the volumes; a claim's name ends with app and number. */
  readonly volumes: readonly string[]
}

/** The resources in AWS that an app owns and borrows in one environment. */
export interface AwsUse {
  readonly team: string
  readonly sends: readonly string[]
  readonly works: readonly string[]
  readonly snapshots: Snapshots | null
  readonly needs: Needs
  readonly borrows: Uses
}

/** All that the AWS side knows of an app. */
export interface AwsApp {
  readonly name: string
  readonly file: string
  /** Whether we build its images. */
  readonly built: boolean
  /** Whether Lambda pulls them, and no pod has its rights. */
  readonly isFunction: boolean
  readonly uses: Readonly<Record<string, AwsUse>>
}

const sorted = (names: readonly string[]): readonly string[] => [...new Set(names)].sort()

const snapshotsOf = (spec: MergedSpec): Snapshots | null =>
  spec.kind !== 'stateful' || spec.snapshots === undefined
    ? null
    : {
        schedule: spec.snapshots.schedule,
        days: Number.parseInt(spec.snapshots.keep, 10),
        volumes: sorted(
          Object.entries(spec.volumes ?? {}).flatMap(([at, given]) => (isKept(given) ? volumeName(at) : [])),
        ),
      }

const useOf = (spec: MergedSpec): AwsUse => ({
  team: spec.team,
  sends: sorted(spec.sends ?? []),
  snapshots: snapshotsOf(spec),
  works: sorted(worksOn(spec)),
  needs: spec.needs ?? {},
  borrows: spec.uses ?? {},
})

export function awsApp({ name, file, specs }: Pick<AppSource, 'name' | 'file' | 'specs'>): AwsApp {
  const all = [...specs]
  return {
    name,
    file,
    isFunction: all.some(([, spec]) => spec.kind === 'function'),
    built: all.some(([, spec]) => spec.image === undefined),
    uses: Object.fromEntries(all.map(([environment, spec]) => [environment, useOf(spec)])),
  }
}
