import { compareBy } from '@slipway/core'
import type { Edition } from '@slipway/fleet'
import { bytes, millicores, userOf, type PodSpec } from '@slipway/spec'
import { defaults } from './defaults.ts'
import type { Container, EnvVar, SidecarContainer, Start } from './resolved-app.ts'

export const resolveStart = ({ command, args }: Pick<PodSpec, 'command' | 'args'>): Start => ({
  command: command ?? null,
  args: args ?? null,
})

export function resolveContainer(spec: PodSpec, env: readonly EnvVar[], edition: Edition): Container {
  const memory = bytes(spec.memory)
  const disk = spec.disk === undefined ? defaults[edition].disk : bytes(spec.disk)
  return {
    ...resolveStart(spec),
    env,
    requests: { cpu: millicores(spec.cpu), memory, disk },
    limits: {
      cpu: spec.limits?.cpu === undefined ? null : millicores(spec.limits.cpu),
      memory: spec.limits?.memory === undefined ? memory : bytes(spec.limits.memory),
      disk,
    },
    gpu: spec.gpu ?? 0,
    user: userOf(spec) ?? defaults[edition].user,
    userReason: typeof spec.user === 'object' ? spec.user.reason.trim() : null,
  }
}

export const resolveSidecars = (spec: PodSpec): readonly SidecarContainer[] =>
  (spec.sidecars ?? []).map((s) => ({
    name: s.name,
    image: s.image,
    ...resolveStart(s),
    port: s.port ?? null,
    ready: s.ready ?? null,
    env: Object.entries(s.env ?? {})
      .map(([name, value]) => ({ name, value }))
      .sort(compareBy((v) => v.name)),
    cpu: millicores(s.cpu),
    memory: bytes(s.memory),
  }))
