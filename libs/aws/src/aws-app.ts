import type { AppSource, MergedSpec } from '@slipway/spec'

/** What an app uses of AWS in one environment. */
export interface AwsUse {
  readonly team: string
  readonly sends: readonly string[]
  readonly works: readonly string[]
}

/** All that the AWS side knows of an app. */
export interface AwsApp {
  readonly name: string
  readonly file: string
  /** Whether we build its images. */
  readonly built: boolean
  readonly uses: Readonly<Record<string, AwsUse>>
}

const sorted = (names: readonly string[]): readonly string[] => [...new Set(names)].sort()

const useOf = (spec: MergedSpec): AwsUse => ({
  team: spec.team,
  sends: sorted(spec.sends ?? []),
  works: spec.kind === 'worker' && spec.queue !== undefined ? [spec.queue] : [],
})

export function awsApp({ name, file, specs }: Pick<AppSource, 'name' | 'file' | 'specs'>): AwsApp {
  const all = [...specs]
  return {
    name,
    file,
    built: all.some(([, spec]) => spec.image === undefined),
    uses: Object.fromEntries(all.map(([environment, spec]) => [environment, useOf(spec)])),
  }
}
