import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { KubeObject } from '@slipway/core'
import { renderEstate } from '@slipway/tree'
import { figure, type Figure } from './figure.ts'
import { peers, runPeer } from './peers.ts'
import type { Say } from './verbs.ts'
import { workshop } from './workshop.ts'

const ofApp = /^clusters\/([^/]+)\/(team-[^/]+)\/(?!namespace\/)([^/]+)\//

/**
 * Other renderers on the objects that Slipway makes of the same estate, which has to be equal to theirs.
 * @param sample how many apps they are asked for; with fewer than all, the figures are scaled by the number, which suits helm and kustomize, one
 * process an app and environment, and is said of all
 */
export async function benchPeers(apps: number, sample: number, say: Say): Promise<readonly Figure[]> {
  const shop = workshop(apps)
  const place = mkdtempSync(path.join(tmpdir(), 'slipway-peers-'))
  try {
    const rendered = await renderEstate(shop.root)
    if (!rendered.ok) throw new Error('the estate has issues')
    const estate = new Map<string, Map<string, KubeObject[]>>()
    for (const { path: file, objects } of rendered.value.rendered) {
      const [, cluster = '', , app = ''] = ofApp.exec(file) ?? []
      if (app === '') continue
      const all = estate.get(app) ?? new Map<string, KubeObject[]>()
      estate.set(app, all)
      all.set(cluster, [...(all.get(cluster) ?? []), ...objects])
    }
    // Every so many-th, so that the mix is the same.
    const part = (count: number) => {
      const step = Math.max(1, Math.floor(estate.size / count))
      return new Map([...estate].filter((_, i) => i % step === 0).slice(0, count))
    }
    return peers.map((peer, i) => {
      // One process for all has a start-up that must not be scaled, and is quick enough for more.
      const some = part(peer.isOneProcess ? sample * 15 : sample)
      const scale = estate.size / some.size
      const { wall, cpu, load, calls } = runPeer(peer, path.join(place, String(i)), some)
      const note = `${peer.version}, ${calls} ${calls === 1 ? 'call' : 'calls'}, objects equal${scale > 1 ? `, measured with ${some.size} apps and scaled` : ''}`
      const found = figure(peer.name, apps, [{ wall: wall * scale, cpu: cpu * scale, load, memory: undefined }], note)
      say(`${peer.name}: ${found.wall} s`)
      return found
    })
  } finally {
    shop.close()
    rmSync(place, { recursive: true, force: true })
  }
}
