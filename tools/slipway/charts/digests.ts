import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Output } from '@slipway/cli'
import { putFile } from '@slipway/cli/put-file'
import { imagesToPin, readSheets, type Sheet } from '@slipway/checks/charts'
import { combine, counted, formatIssues, issue, ok, refused, type Issue, type Outcome } from '@slipway/core'
import { digestsFile, digestsText, loadFleet, upstreams, type Fleet, type ImageDigests } from '@slipway/fleet'
import { credentialsOf, readManifest } from '@slipway/release'

interface Options {
  readonly check: boolean
  readonly insecure: boolean
  readonly json: boolean
  readonly root: string
  /** Also what the table has: to what the tags mean now. */
  readonly update: boolean
  /** @default those of this code */
  readonly sheets?: readonly Sheet[]
}

/**
 * A company's password for its own registry is not for registries of the world: here docker's, by host, and one whose
 * host is named.
 */
const credentials = credentialsOf([])

function inTable(wrong: Issue, image: string): Issue {
  const own = { ...wrong, file: digestsFile, at: image }
  return wrong.code === 'no-such-image'
    ? { ...own, want: 'an image under that tag', hint: 'correct the version or the tag in fleet/' }
    : own
}

async function digestOf(image: string, insecure: boolean): Promise<Outcome<string>> {
  const [host = '', ...rest] = image.split('/')
  const [name = '', tag = ''] = rest.join('/').split(':')
  const asked = Object.entries(upstreams).find(([known]) => known === host)?.[1].url ?? host
  const read = await readManifest(`${asked}/${name}`, tag, { insecure, credentials })
  if (!read.ok) return { ok: false, issues: read.issues.map((one) => inTable(one, image)) }
  const { kind, digest } = read.value
  if (kind === 'image' || kind === 'index') return ok(digest)
  const hint = 'correct the version or the tag in fleet/'
  return { ok: false, issues: [issue(digestsFile, image, 'no-image', `an ${kind}`, 'an image, or an index', hint)] }
}

interface Asked {
  readonly digests: ImageDigests
  readonly added: readonly string[]
  readonly moved: readonly string[]
  readonly left: readonly string[]
  readonly unseen: readonly string[]
}

/** The table as it is to be; all that a registry did not say, by image. */
async function askedDigests(
  fleet: Fleet,
  sheets: readonly Sheet[],
  { insecure, update }: Pick<Options, 'insecure' | 'update'>,
): Promise<Outcome<Asked>> {
  const before = fleet.imageDigests ?? {}
  const { images, unseen } = imagesToPin(fleet, sheets)
  const asked = await Promise.all(
    images.map(async ({ image, charts }): Promise<readonly [string, Outcome<ImageDigests[string]>]> => {
      const known = update ? undefined : before[image]?.digest
      const found = known === undefined ? await digestOf(image, insecure) : ok(known)
      return [image, found.ok ? ok({ digest: found.value, charts }) : found]
    }),
  )
  const table = combine(Object.fromEntries(asked))
  if (!table.ok) return table
  const now = table.value as ImageDigests
  // Keeps everything if some chart was not rendered, since its images are unknown.
  const left = unseen.length > 0 ? [] : Object.keys(before).filter((image) => now[image] === undefined)
  return ok({
    digests: unseen.length > 0 ? { ...before, ...now } : now,
    added: Object.keys(now).filter((image) => before[image] === undefined),
    moved: Object.keys(now).filter((image) => (before[image]?.digest ?? now[image]?.digest) !== now[image]?.digest),
    left,
    unseen,
  })
}

async function run(options: Options): Promise<Outcome<Asked & { readonly changed: boolean }>> {
  const { check, root } = options
  const fleet = await loadFleet(root)
  if (!fleet.ok) return fleet
  if (fleet.value.addonImages !== 'digest')
    return refused(
      'fleet/fleet.ts',
      'no-digests',
      `addonImages ${JSON.stringify(fleet.value.addonImages ?? 'tag')}`,
      '"digest": nothing else reads the table',
      "say addonImages: 'digest' first",
    )
  const sheets = options.sheets === undefined ? readSheets() : ok(options.sheets)
  if (!sheets.ok) return sheets
  const asked = await askedDigests(fleet.value, sheets.value, options)
  if (!asked.ok) return asked
  const file = path.join(root, digestsFile)
  const text = digestsText(asked.value.digests)
  const changed = !existsSync(file) || readFileSync(file, 'utf8') !== text
  if (changed && !check) putFile(file, text)
  return ok({ ...asked.value, changed })
}

export async function runDigests(options: Options, { out, err }: Pick<Output, 'out' | 'err'>): Promise<0 | 1> {
  const done = await run(options)
  const { json, check } = options
  if (!done.ok) {
    if (json) out(`${JSON.stringify({ issues: done.issues })}\n`)
    else err(`${formatIssues(done.issues)}\n${digestsFile} is as it was\n`)
    return 1
  }
  const { added, moved, left, unseen, changed, digests } = done.value
  if (json) out(`${JSON.stringify({ added, moved, left, unseen, issues: [] })}\n`)
  else {
    for (const [what, images] of Object.entries({ added, moved, 'taken out': left }))
      for (const image of images) out(`${what}: ${image} ${digests[image]?.digest ?? ''}`.trimEnd() + '\n')
    for (const release of unseen) out(`not known: images of ${release}; run npx slipway charts first\n`)
    const written = changed ? (check ? 'is to change' : 'is written; run npx slipway gen') : 'is as it is to be'
    out(`${counted(Object.keys(digests).length, 'image')}; ${digestsFile} ${written}\n`)
  }
  return check && changed ? 1 : 0
}
