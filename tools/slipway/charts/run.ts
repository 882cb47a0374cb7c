import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Output } from '@slipway/cli'
import { inTemporaryFolder } from '@slipway/cli/temporary'
import { factsFolder, reference, sheetName, sheetText, type Sheet } from '@slipway/checks/charts'
import { builtHelm, chartCache, chartsOf, hasGo, makeSheets, pinnedHelm } from '@slipway/checks/charts-render'
import { counted, formatIssues, issue, show, type Issue } from '@slipway/core'
import { loadFleet } from '@slipway/fleet'

interface Options {
  readonly check: boolean
  readonly from: string | undefined
  readonly json: boolean
  readonly root: string
  readonly network: boolean
  readonly chosen: ReadonlySet<string>
  /** @default the sheets of this code */
  readonly folder?: string
  /** @default the user's */
  readonly cache?: string
}

type Speech = Pick<Output, 'out' | 'err'>

const textOf = (file: string): string | undefined => (existsSync(file) ? readFileSync(file, 'utf8') : undefined)

/** Changes to the disk: file name and text; `undefined` deletes the sheet of a version that no cluster has any more. */
export function changesOf(
  sheets: readonly Sheet[],
  known: ReadonlySet<string>,
  folder: string,
): ReadonlyMap<string, string | undefined> {
  const texts = new Map(sheets.map((sheet) => [sheetName(sheet), sheetText(sheet)]))
  const changed = [...texts].filter(([name, text]) => textOf(path.join(folder, name)) !== text)
  const there = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []
  const left = there.filter((name) => !texts.has(name) && !known.has(name)).map((name) => [name, undefined] as const)
  return new Map<string, string | undefined>([...changed, ...left])
}

const stale = (name: string, text: string | undefined): Issue =>
  text === undefined
    ? issue(
        `libs/checks/facts/${name}`,
        '',
        'chart-sheet-left',
        'a sheet',
        'none: no cluster has this version',
        'run npx slipway charts',
      )
    : issue(
        `libs/checks/facts/${name}`,
        '',
        'chart-sheet-stale',
        'another sheet',
        'what the chart comes to with our values',
        'run npx slipway charts, and look at its diff',
      )

function write(changes: ReadonlyMap<string, string | undefined>, folder: string): void {
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of changes)
    if (text === undefined) rmSync(path.join(folder, name))
    else writeFileSync(path.join(folder, name), text)
}

async function helm({ err }: Speech): Promise<string | undefined> {
  const built = builtHelm()
  if (built !== undefined) return built
  if (!hasGo()) {
    err('no go on PATH, which builds helm once: install Go 1.21 or newer, https://go.dev/doc/install\n')
    return undefined
  }
  err('building helm from its pinned module, once ...\n')
  return pinnedHelm()
}

/** @param all names of charts, `keda`; a chart may have several versions */
export function unknownCharts(chosen: ReadonlySet<string>, all: readonly string[]): readonly Issue[] {
  const names = [...new Set(all)].sort()
  return [...chosen]
    .filter((name) => !names.includes(name))
    .map((name) => issue('CHART', '', 'unknown-chart', show(name), `one of: ${names.join(', ')}`, 'correct it'))
}

export async function runCharts(options: Options, speech: Speech): Promise<0 | 1> {
  const { check, json, root, chosen, folder = factsFolder } = options
  const complain = (issues: readonly Issue[]): 1 => {
    speech.err(`${formatIssues(issues)}\n`)
    return 1
  }
  const fleet = await loadFleet(root)
  if (!fleet.ok) return complain(fleet.issues)
  const fleets = [fleet.value, reference]
  const all = chartsOf(fleets)
  const names = [...all.values()].flat().map(({ addon }) => addon.props.chart)
  const unknown = unknownCharts(chosen, names)
  if (unknown.length > 0) return complain(unknown)
  const program = await helm(speech)
  if (program === undefined) return 1
  const said = (text: string) => void (json || speech.out(`${text}\n`))
  const made = await inTemporaryFolder('charts', (work) =>
    makeSheets(
      fleets,
      { helm: program, from: options.from, network: options.network, cache: options.cache ?? chartCache(), work },
      chosen,
      said,
    ),
  )
  if (made.issues.length > 0) return complain(made.issues)
  // A chart that cannot be had here keeps its sheet.
  const kept = new Set([...all.keys()].map((id) => `${id}.json`))
  const changes = changesOf(made.sheets, kept, folder)
  if (!check) write(changes, folder)
  const changed = [...changes.keys()].sort()
  if (json)
    speech.out(
      `${JSON.stringify({ charts: Object.fromEntries(made.sources), absent: Object.fromEntries(made.absent), changed })}\n`,
    )
  else {
    for (const [id, looked] of made.absent) speech.out(`not rendered here: ${id}: ${looked.join('; ')}\n`)
    if (made.absent.size > 0) speech.out('give the chart by --from FOLDER, or correct its version in fleet/\n')
    const named = changed.length === 0 ? '' : `: ${changed.join(', ')}`
    const sheets = `${counted(changed.length, 'sheet')} ${check ? 'to change' : 'changed'}${named}`
    speech.out(`${counted(made.sheets.length, 'chart')} rendered, ${sheets}\n`)
  }
  // Without a sheet check would go on asking for it.
  if ([...made.absent.keys()].some((id) => !existsSync(path.join(folder, `${id}.json`)))) return 1
  if (!check || changed.length === 0) return 0
  return json ? 1 : complain([...changes].map(([name, text]) => stale(name, text)))
}
