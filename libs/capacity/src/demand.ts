import type { Architecture } from '@slipway/fleet'
import type { ResolvedApp } from '@slipway/model'
import { proxy, type Resources } from './allocatable.ts'

export const addOns = 'add-ons'

export const loads = ['fewest', 'typical', 'most'] as const
export type Load = (typeof loads)[number]
export type ByLoad<T> = Readonly<Record<Load, T>>

export const eachLoad = <T>(value: (load: Load) => T): ByLoad<T> => ({
  fewest: value('fewest'),
  typical: value('typical'),
  most: value('most'),
})

/** Assumed: an ordinary hour is a third of the way. */
const ordinary = 1 / 3

/** A cron's counts at `most` only; a daemon's count with the nodes. */
export function podsOf(app: ResolvedApp): ByLoad<number> {
  if (app.kind === 'cron') return { fewest: 0, typical: 0, most: 1 }
  if (app.kind === 'daemon') return { fewest: 0, typical: 0, most: 0 }
  if (app.scale.by === 'nobody') return { fewest: app.scale.pods, typical: app.scale.pods, most: app.scale.pods }
  const { min, max } = app.scale
  return { fewest: min, typical: min + Math.ceil((max - min) * ordinary), most: max }
}

/** With sidecars and the mesh's proxy. */
export const podOf = ({ container, sidecars }: ResolvedApp): { readonly cpu: number; readonly memory: number } => ({
  cpu: sidecars.reduce((sum, s) => sum + s.cpu, container.requests.cpu + proxy.cpu),
  memory: sidecars.reduce((sum, s) => sum + s.memory, container.requests.memory + proxy.memory),
})

export interface Demand {
  readonly app: string
  readonly cpu: number
  readonly memory: number
  /** Whole GPUs of a pod. */
  readonly gpu: number
  readonly pods: number
  readonly placement: ResolvedApp['placement']
  readonly prefersSpot: boolean
  readonly profile: string | null
  /** Architectures that the images have; `null` for any. */
  readonly architectures: readonly Architecture[] | null
  /** At most one on a machine. */
  readonly apart: boolean
  /** A volume holds each in its zone. */
  readonly pinned: boolean
  /** An add-on's, for the system pool. */
  readonly system: boolean
}

export const ownerOf = ({ app, system }: Demand): string => (system ? addOns : app)

/** Two demands where a share stays on on-demand. */
export function demandsOf(app: ResolvedApp, load: Load): readonly Demand[] {
  const pods = podsOf(app)[load]
  const { profile, architectures, share, prefersSpot } = app.machines
  const all: Demand = {
    app: app.name,
    ...podOf(app),
    gpu: app.container.gpu,
    pods,
    placement: app.placement,
    prefersSpot,
    profile,
    architectures,
    apart: app.apart,
    pinned: app.volumes.some((v) => v.medium === 'claim'),
    system: false,
  }
  if (share === null) return pods === 0 ? [] : [all]
  const kept = Math.ceil(pods / share)
  return [
    { ...all, pods: kept, placement: 'on-demand' as const, prefersSpot: false },
    { ...all, pods: pods - kept, prefersSpot: true },
  ].filter((d) => d.pods > 0)
}

export function daemonsOf(apps: readonly ResolvedApp[], platform: Resources): Resources {
  const own = apps.filter((a) => a.kind === 'daemon').map(podOf)
  return own.reduce<Resources>(
    (sum, pod) => ({ cpu: sum.cpu + pod.cpu, memory: sum.memory + pod.memory, pods: sum.pods + 1 }),
    platform,
  )
}
