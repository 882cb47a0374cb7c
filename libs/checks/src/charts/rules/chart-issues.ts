import { fieldPath, issue, type Issue } from '@slipway/core'
import type { AddonName, Cluster, Fleet } from '@slipway/fleet'
import { addons as addonsOf, type Addon } from '@slipway/platform'
import type { Sheet } from '../sheet/sheet.ts'
import { sumOf } from '../sheet/sum.ts'
import type { ChartRule, Finding, SeenAddon } from './finding.ts'
import { argoRights, gatewayPorts, sampleLimits } from './guards.ts'
import { byTag, images } from './images.ts'
import { accounts, cachedImages, permittedKinds, secretReaders, settings } from './objects.ts'
import { budgets, drains, placement, podSecurityLevels, requests, spreads } from './pods.ts'
import { valueFindings } from './values.ts'
import { isWaived, type ChartWaiver, waivers } from './waivers.ts'

const rules: readonly ChartRule[] = [
  valueFindings,
  settings,
  accounts,
  images,
  cachedImages,
  permittedKinds,
  placement,
  podSecurityLevels,
  requests,
  drains,
  budgets,
  spreads,
  secretReaders,
  gatewayPorts,
  argoRights,
  sampleLimits,
]

export interface ChartCheck {
  readonly releases: number
  /** Add-ons with a rendering for their values; for the others only the values are judged. */
  readonly rendered: number
  readonly issues: readonly Issue[]
  readonly used: ReadonlySet<ChartWaiver>
}

/** Where people give what is wrong: the fleet's choice or the cluster's, or a chart of the organisation's own. */
function placeOf(addon: Addon, cluster: Cluster, fleet: Fleet): readonly [file: string, at: string] {
  const own = (fleet.charts ?? []).findIndex(({ name }) => name === addon.name)
  if (addon.props.ownKinds !== undefined && own >= 0) return ['fleet/fleet.ts', `charts[${own}]`]
  const isFleets = fleet.addons?.[addon.name as AddonName] !== undefined
  return [isFleets ? 'fleet/fleet.ts' : `fleet/clusters/${cluster.name}.ts`, fieldPath(['addons', addon.name])]
}

function unknownVersion({ props }: Addon, sheets: readonly Sheet[]): readonly Finding[] {
  // A chart of the organisation's own may be one that CI alone can fetch.
  if (props.ownKinds !== undefined) return []
  const known = sheets.filter(({ chart }) => chart === props.chart).map(({ version }) => version)
  return [
    {
      code: 'chart-version',
      object: 'version',
      got: `${props.chart} ${props.version}`,
      want: known.length === 0 ? 'a chart that was rendered' : `a version that was rendered: ${known.join(', ')}`,
      hint: `run npx slipway charts, and commit libs/checks/facts`,
    },
  ]
}

const findingsOf = (seen: SeenAddon): readonly Finding[] => rules.flatMap((rule) => rule(seen))

/**
 * Checks the add-ons of a fleet by the sheets of their charts, without network and helm.
 * @param sheets of charts at the versions that somebody rendered
 */
export function chartIssues(fleet: Fleet, sheets: readonly Sheet[]): ChartCheck {
  const byVersion = new Map(sheets.map((sheet) => [`${sheet.chart} ${sheet.version}`, sheet]))
  const used = new Set<ChartWaiver>()
  const issues: Issue[] = []
  let [releases, rendered] = [0, 0]
  for (const cluster of fleet.clusters) {
    const addons = addonsOf(cluster, fleet)
    const tagged = fleet.addonImages === 'digest' ? addonsOf(cluster, byTag(fleet)) : addons
    const plainAddons = new Map(tagged.map((addon) => [addon.name, addon]))
    for (const addon of addons) {
      const plain = plainAddons.get(addon.name) ?? addon
      const { chart, version } = addon.props
      const sheet = byVersion.get(`${chart} ${version}`)
      const sum = sumOf(plain)
      const facts = sheet?.renders.find(({ of }) => of.includes(sum))?.facts
      releases += 1
      if (facts !== undefined) rendered += 1
      const found =
        sheet === undefined
          ? unknownVersion(addon, sheets)
          : findingsOf({ addon, addons, cluster, fleet, sheet, facts })
      const [file, at] = placeOf(addon, cluster, fleet)
      for (const { code, object, at: way, got, want, hint } of found) {
        const waiver = waivers.find((one) => isWaived(one, chart, code, object))
        if (waiver !== undefined) used.add(waiver)
        else {
          const value = way === undefined ? `${at} ${object}` : `${at}.values.${fieldPath([...way])}`
          issues.push(issue(file, code === 'chart-version' ? `${at}.version` : value, code, got, want, hint))
        }
      }
    }
  }
  return { releases, rendered, issues, used }
}
