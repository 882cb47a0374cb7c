import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Output } from '@slipway/cli'
import { asText, changesOf, readAdvice, type Advice, type Change } from '@slipway/advice'
import { formatIssues, issue, show, suggestion, type Issue } from '@slipway/core'
import { loadEstate, withText } from '@slipway/spec'

export interface Options {
  readonly root: string
  readonly files: readonly string[]
  /** By default the last. */
  readonly environment: string | undefined
  /** Write nothing. */
  readonly dryRun: boolean
  readonly json: boolean
}

/** @returns its exit code */
export type Render = (root: string) => Promise<0 | 1>

interface Read {
  readonly advice: readonly Advice[]
  readonly waiting: readonly string[]
  readonly issues: readonly Issue[]
}

function readAll(files: readonly string[]): Read {
  const all = files.map((file) => {
    try {
      return readAdvice(path.basename(file), readFileSync(file, 'utf8'))
    } catch (error) {
      const got = (error as NodeJS.ErrnoException).code ?? String(error)
      return {
        ok: false as const,
        issues: [
          issue(file, '', 'no-such-file', got, 'a file that can be read', 'kubectl get vpa -A -o json > advice.json'),
        ],
      }
    }
  })
  return {
    advice: all.flatMap((one) => (one.ok ? one.value.advice : [])),
    waiting: [...new Set(all.flatMap((one) => (one.ok ? one.value.waiting : [])))].sort(),
    issues: all.flatMap((one) => (one.ok ? [] : one.issues)),
  }
}

/** New texts by path; what finds no safe place is left for a person. */
function edited(root: string, changes: readonly Change[]) {
  const texts = new Map<string, { readonly before: string; now: string }>()
  const done: Change[] = []
  const byHand: Change[] = []
  for (const change of changes) {
    const file = path.join(root, change.file)
    const text = texts.get(file) ?? { before: readFileSync(file, 'utf8'), now: '' }
    const current = text.now === '' ? text.before : text.now
    const next = change.places
      .map((place) => withText(change.file, current, place, change.after))
      .find((found) => found !== undefined)
    if (next === undefined) byHand.push(change)
    else {
      texts.set(file, { before: text.before, now: next })
      done.push(change)
    }
  }
  return { texts, done, byHand }
}

/** A spec is never half-written. */
function put(file: string, text: string): void {
  writeFileSync(`${file}.new`, text)
  renameSync(`${file}.new`, file)
}

/** Where the new specs have issues, the old ones come back. @returns the exit code */
export async function runAdvice(
  { root, files, environment, dryRun, json }: Options,
  { out, err }: Pick<Output, 'out' | 'err'>,
  render: Render,
): Promise<0 | 1> {
  const refuse = (issues: readonly Issue[]): 1 => {
    if (json) out(`${JSON.stringify({ issues }, null, 2)}\n`)
    else err(`${formatIssues(issues)}\n`)
    return 1
  }
  const read = readAll(files)
  const estate = await loadEstate(root)
  if (!estate.ok || read.issues.length > 0) return refuse([...read.issues, ...(estate.ok ? [] : estate.issues)])
  const { environments } = estate.value.fleet
  const asked = environment ?? environments.at(-1) ?? ''
  if (!environments.some((e) => e === asked))
    return refuse([
      issue(
        '--environment',
        '',
        'unknown-environment',
        show(asked),
        'an environment of fleet/fleet.ts',
        suggestion(asked, environments),
      ),
    ])
  const { changes, unknown } = changesOf(estate.value.apps, read.advice, asked, asked === environments.at(-1))
  const { texts, done, byHand } = edited(root, changes)
  if (!dryRun && done.length > 0) {
    for (const [file, { now }] of texts) put(file, now)
    const after = await loadEstate(root)
    if (!after.ok) {
      for (const [file, { before }] of texts) put(file, before)
      return refuse(after.issues.map((i) => ({ ...i, hint: `${i.hint}, then ask again: nothing was changed` })))
    }
  }
  const told = { done, byHand, unknown, waiting: read.waiting }
  out(json ? `${JSON.stringify(told, null, 2)}\n` : asText(told, !dryRun))
  const rendered = dryRun || done.length === 0 ? 0 : await render(root)
  return rendered === 1 || byHand.length > 0 ? 1 : 0
}
