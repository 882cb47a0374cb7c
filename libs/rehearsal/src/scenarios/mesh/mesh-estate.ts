import { appsIn, type Cluster, type Estate } from '../shared/kit.ts'
import { respec, type Spec } from '../traffic/app-spec.ts'
import { membersOf } from './mesh-member.ts'

/** Ports of a callee: one with routes, and one whose server speaks first. */
const ports = { 'grpc-rehearsal': 29_101, 'smtp-rehearsal': { port: 29_102, protocol: 'tcp' } }
/** Hosts of a caller, which differ only in their names. */
const hosts = ['one', 'two'].map((name) => ({ host: `${name}.rehearsal.example`, port: 29_103, private: true }))

/** A list replaces the base's in an environment. */
function withHosts(spec: Spec): Spec {
  const more = (part: Spec) => ({
    ...part,
    calls: [...((part['calls'] as readonly unknown[] | undefined) ?? []), ...hosts],
  })
  const places = Object.entries((spec['in'] ?? {}) as Readonly<Record<string, Spec>>)
  const own = places.map(([name, place]) => [name, 'calls' in place ? more(place) : place] as const)
  return { ...more(spec), ...(places.length === 0 ? {} : { in: Object.fromEntries(own) }) }
}

/** Adds what istiod leads astray unless the tree says otherwise. */
export async function addPortsAndHosts(estate: Estate, cluster: Cluster): Promise<void> {
  const files = estate.files()
  const members = membersOf(files, appsIn(files.keys(), cluster.name))
  const callee = members.find(({ name, host }) => host !== undefined && members.some((m) => m.calls.includes(name)))
  const caller = members.find(({ calls }) => calls.includes(callee?.name ?? ''))
  if (callee === undefined || caller === undefined) return
  await respec(estate, callee.name, (spec) => ({
    ...spec,
    ports: { ...(spec['ports'] as Spec | undefined), ...ports },
  }))
  await respec(estate, caller.name, withHosts)
  await estate.render()
}
