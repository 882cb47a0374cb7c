import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Output } from '@slipway/cli'
import { asText, changesOf, readAdvice, type Change } from '@slipway/advice'
import { answer } from '@slipway/cli/answer'
import { putFile } from '@slipway/cli/put-file'
import { failed, issuesOf, plainText, refused, show, suggestion, type Outcome } from '@slipway/core'
import { loadEstate } from '@slipway/spec'
import { withText } from '@slipway/spec/edit-field'

interface Options {
  readonly root: string
  readonly files: readonly string[]
  readonly environment: string | undefined
  readonly dryRun: boolean
  readonly json: boolean
}

type Render = (root: string) => Promise<0 | 1>

function readOne(file: string): ReturnType<typeof readAdvice> {
  try {
    return readAdvice(path.basename(file), readFileSync(file, 'utf8'))
  } catch (error) {
    const got = (error as NodeJS.ErrnoException).code ?? String(error)
    const hint = 'kubectl get vpa -A -o json > advice.json'
    return refused(file, 'no-such-file', got, 'a file that can be read', hint)
  }
}

/** New texts by path; changes without a safe place are left for a person. */
function edited(root: string, changes: readonly Change[]) {
  const texts = new Map<string, { readonly before: string; readonly now: string }>()
  const done: Change[] = []
  const byHand: Change[] = []
  for (const change of changes) {
    const file = path.join(root, change.file)
    const known = texts.get(file)
    const before = known?.before ?? plainText(root, change.file)
    if (before === undefined) {
      byHand.push(change)
      continue
    }
    const next = change.places
      .map((place) => withText(change.file, known?.now ?? before, place, change.after))
      .find((found) => found !== undefined)
    if (next === undefined) byHand.push(change)
    else {
      texts.set(file, { before, now: next })
      done.push(change)
    }
  }
  return { texts, done, byHand }
}

/** If the new specs have issues, the old ones come back. @returns the exit code */
export async function runAdvice(
  { root, files, environment, dryRun, json }: Options,
  output: Pick<Output, 'out' | 'err'>,
  render: Render,
): Promise<0 | 1> {
  const refuse = (why: Outcome<never>) => answer(output, why, json, () => '')
  const all = files.map(readOne)
  const estate = await loadEstate(root)
  const wrong = issuesOf(...all, estate)
  if (!estate.ok || wrong.length > 0) return refuse(failed(...wrong))
  const { environments } = estate.value.fleet
  const asked = environment ?? environments.at(-1) ?? ''
  if (!environments.some((e) => e === asked)) {
    const want = 'an environment of fleet/fleet.ts'
    const hint = suggestion(asked, environments)
    return refuse(refused('--environment', 'unknown-environment', show(asked), want, hint))
  }
  const read = all.flatMap((one) => (one.ok ? one.value : []))
  const advice = read.flatMap((one) => one.advice)
  const { changes, unknown } = changesOf(estate.value.apps, advice, asked, asked === environments.at(-1))
  const { texts, done, byHand } = edited(root, changes)
  if (!dryRun && done.length > 0) {
    for (const [file, { now }] of texts) putFile(file, now)
    const after = await loadEstate(root)
    if (!after.ok) {
      for (const [file, { before }] of texts) putFile(file, before)
      const again = after.issues.map((i) => ({ ...i, hint: `${i.hint}, then ask again: nothing was changed` }))
      return refuse(failed(...again))
    }
  }
  const told = { done, byHand, unknown, waiting: [...new Set(read.flatMap((one) => one.waiting))].sort() }
  output.out(json ? `${JSON.stringify(told, null, 2)}\n` : asText(told, !dryRun))
  const rendered = dryRun || done.length === 0 ? 0 : await render(root)
  return rendered === 1 || byHand.length > 0 ? 1 : 0
}
