import { readFileSync } from 'node:fs'
import path from 'node:path'
import { home, type Output } from '@slipway/cli'
import { answer } from '@slipway/cli/answer'
import { putFile } from '@slipway/cli/put-file'
import { counted, ok, type Outcome } from '@slipway/core'
import { type Place, placeOf } from '@slipway/live'
import { parseRecording, previewPage, record, type Recording, writeRecording } from '@slipway/live/preview'
import { resolveEstate } from '@slipway/model'
import { dashboards } from '@slipway/platform'
import { loadEstate } from '@slipway/spec'

interface Options {
  readonly root: string
  readonly preview: string
  readonly cluster: string | undefined
  readonly prometheus: string | undefined
  readonly minutes: number
  readonly from: string | undefined
  readonly record: string | undefined
  readonly output: string
  readonly json: boolean
}

/** The committed recording that `rehearse dashboards` left beside its report. */
const kept = path.join(home, 'libs/live/recordings/rehearsal.json')

async function source(options: Options, { app, cluster }: Place, output: Output): Promise<Outcome<Recording>> {
  const { prometheus, from, minutes } = options
  if (prometheus !== undefined) {
    const now = Math.floor(Date.now() / 1000)
    const about = { of: `Prometheus of ${cluster.name}`, team: app.team, app: app.name, cluster: cluster.name }
    return record(prometheus, dashboards, { ...about, from: now - minutes * 60, to: now }, output.progress)
  }
  const file = from === undefined ? kept : path.resolve(output.cwd, from)
  return parseRecording(readFileSync(file, 'utf8'), from ?? path.relative(home, kept))
}

const foreign = ({ team, app }: Recording, place: Place): string | undefined =>
  team === place.app.team && app === place.app.name
    ? undefined
    : `This is how the panels look: what is drawn was recorded of ${team}/${app}, not of ${place.app.team}/${place.app.name}. With --prometheus it is your app's.`

export async function runDashboards(options: Options, output: Output): Promise<0 | 1> {
  const { root, json } = options
  const refuse = (why: Outcome<never>) => answer(output, why, json, () => '')
  const estate = await loadEstate(root)
  if (!estate.ok) return refuse(estate)
  const model = resolveEstate(estate.value)
  // A recording is drawn alike for each of its clusters.
  const [any] = model.clusters.filter(({ apps }) => apps.some(({ name }) => name === options.preview))
  const cluster = options.cluster ?? (options.prometheus === undefined ? any?.cluster.name : undefined)
  const place = placeOf(model, options.preview, cluster)
  if (!place.ok) return refuse(place)
  const found = await source(options, place.value, output)
  if (!found.ok) return refuse(found)
  const recording = found.value
  const page = path.resolve(output.cwd, options.output)
  if (options.record !== undefined) putFile(path.resolve(output.cwd, options.record), writeRecording(recording))
  putFile(page, previewPage(dashboards, recording, foreign(recording, place.value)))
  const panels = dashboards.flatMap((board) => board.panels)
  const empty = panels.filter(({ questions }) =>
    questions.every(({ expr }) => (recording.answers.get(expr) ?? []).length === 0),
  )
  const told = {
    page,
    app: place.value.app.name,
    team: place.value.app.team,
    cluster: place.value.cluster.name,
    panels: panels.length,
    empty: empty.map(({ title }) => title),
  }
  return answer(
    output,
    ok(told),
    json,
    () => `${page}: ${counted(panels.length, 'panel')}, ${empty.length} without data\n`,
  )
}
