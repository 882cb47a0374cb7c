import path from 'node:path'
import { inTemporaryFolder } from '@slipway/cli/temporary'
import type { KubeObject } from '@slipway/core'
import { renderEstate } from '@slipway/tree'
import { benchGen, type Settings } from './bench-verbs.ts'
import { figure, type Figure, type Run } from './figure.ts'
import { peerCommand } from './peer-program.ts'
import { checkEqual, peers, runPeer, type Estate, type Peer } from './peers.ts'
import { inScratchRepository } from './scratch-repository.ts'

const appFile = /^clusters\/([^/]+)\/team-[^/]+\/(?!namespace\/)([^/]+)\//

async function objectsOf(root: string): Promise<Estate> {
  const result = await renderEstate(root)
  if (!result.ok) throw new Error('the estate has issues')
  const estate = new Map<string, Map<string, readonly KubeObject[]>>()
  for (const { path: file, objects } of result.value.rendered) {
    const [, cluster = '', app] = appFile.exec(file) ?? []
    if (app === undefined) continue
    const all = estate.get(app) ?? new Map<string, readonly KubeObject[]>()
    estate.set(app, all.set(cluster, [...(all.get(cluster) ?? []), ...objects]))
  }
  return estate
}

/** Every n-th app, so that the mix is the same. */
function sampleOf(estate: Estate, count: number): Estate {
  const step = Math.max(1, Math.floor(estate.size / count))
  return new Map([...estate].filter((_, i) => i % step === 0).slice(0, count))
}

/**
 * Other renderers, with equal objects; cold, and after one app's change. One process an app and environment: measured
 * with some apps and scaled; after a change only that app. One process for all: renders all again, since none has a
 * cache.
 * @param sample how many apps
 */
export function benchPeers(settings: Settings, sample: number): Promise<readonly Figure[]> {
  const { apps, times, log } = settings
  const ours = benchGen(settings).slice(0, 2)
  return inScratchRepository(apps, async ({ root, changeSpec, changedApp }) => {
    const before = await objectsOf(root)
    changeSpec()
    const after = await objectsOf(root)

    const figuresOf = async (peer: Peer, place: string): Promise<readonly Figure[]> => {
      const { name, builder, version } = peer.program
      const program = await peerCommand(peer.program)
      if (program === undefined) {
        log(`${peer.name}: skipped, for there is no ${builder} on PATH to build it with`)
        return []
      }
      const inputs = peer.isOneProcess
        ? [before, after]
        : [sampleOf(before, sample), new Map([...after].filter(([app]) => app === changedApp))]
      return inputs.map((input, change) => {
        const scale = change === 0 ? before.size / input.size : 1
        const folder = path.join(place, name)
        peer.write(folder, input)
        const runs = Array.from({ length: times }, (_, i): Run => {
          const out = path.join(place, `${name}-${change}-${i}`)
          const { wall, cpu = 0, ...rest } = runPeer(peer, program, folder, out, input)
          if (i === 0) checkEqual(peer.name, out, input)
          return { wall: wall * scale, cpu: cpu * scale, ...rest }
        })
        const found = figure(`${peer.name}, ${change === 0 ? 'cold' : 'one spec changed'}`, runs, { apps })
        const share = (key: 'cpu' | 'memory') => ((ours[change]?.[key] ?? 0) / (found[key] ?? 0)).toFixed(2)
        const scaled = scale > 1 ? `, ${input.size} apps scaled` : ''
        log(`${found.name}: ${found.wall} s`)
        return {
          ...found,
          note: `${version}, objects equal${scaled}; gen needs ${share('cpu')} of its CPU, ${share('memory')} of its memory`,
        }
      })
    }
    return inTemporaryFolder('peers', async (place) => {
      const theirs: Figure[] = []
      for (const peer of peers) theirs.push(...(await figuresOf(peer, place)))
      return [...ours, ...theirs]
    })
  })
}
