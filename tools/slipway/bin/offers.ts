import { readdirSync } from 'node:fs'
import path from 'node:path'
import type { Offer } from '@slipway/cli'

const list = (folder: string) => {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

export const apps: Offer = (root) =>
  list(path.join(root, 'apps'))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)

export const clusters: Offer = (root) =>
  list(path.join(root, 'fleet/clusters')).map((entry) => path.basename(entry.name, '.ts'))

export const targets: Offer = async (root) => {
  const { loadFleet } = await import('@slipway/fleet')
  const fleet = await loadFleet(root)
  return fleet.ok ? [...fleet.value.environments, ...fleet.value.clusters.map((cluster) => cluster.name)] : []
}

export const teams: Offer = async (root) => {
  const { loadFleet } = await import('@slipway/fleet')
  const fleet = await loadFleet(root)
  return fleet.ok ? [...fleet.value.teams.keys()] : []
}

export const scenarios: Offer = async () => (await import('@slipway/rehearsal')).scenarioNames

export const programs: Offer = async () => (await import('@slipway/rehearsal')).programNames
