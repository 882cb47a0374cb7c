import type { Issue } from '@slipway/core'
import type { ProgramName } from './programs.ts'

export interface Turn {
  readonly name: ProgramName
  readonly version: string
  readonly n: number
  readonly of: number
}

/** Seconds count from the program's own start. */
export type BuildEvent =
  | (Turn & { readonly kind: 'kept' })
  | (Turn & { readonly kind: 'waiting'; readonly pid: number })
  | (Turn & { readonly kind: 'started' })
  | (Turn & { readonly kind: 'going'; readonly seconds: number; readonly packages: number })
  | (Turn & { readonly kind: 'built'; readonly seconds: number; readonly bytes: number })
  | (Turn & { readonly kind: 'from-path'; readonly path: string })
  | (Turn & { readonly kind: 'failed'; readonly seconds: number; readonly issues: readonly Issue[] })

const megabytes = (bytes: number) => `${Math.max(1, Math.round(bytes / 1_000_000))} MB`

const words: { readonly [K in BuildEvent['kind']]: (event: Extract<BuildEvent, { kind: K }>) => string } = {
  kept: () => 'already built',
  waiting: ({ pid }) => `waiting for process ${pid}, which builds`,
  started: ({ version }) => `building ${version}`,
  going: ({ seconds, packages }) => `${seconds} s, ${packages === 1 ? '1 package' : `${packages} packages`} compiled`,
  built: ({ seconds, bytes }) => `built in ${seconds} s, ${megabytes(bytes)}`,
  'from-path': ({ path }) => `taken from PATH: ${path}`,
  failed: ({ seconds, issues }) => `FAILED after ${seconds} s: ${issues.map(({ got }) => got).join('; ')}`,
}

export function progressLine(event: BuildEvent): string {
  const say = words[event.kind] as (event: BuildEvent) => string
  return `${event.name} (${event.n} of ${event.of}): ${say(event)}`.replaceAll(/\s*[\r\n]+\s*/g, ' ')
}

export { megabytes }
