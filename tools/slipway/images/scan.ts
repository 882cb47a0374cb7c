import { setTimeout as wait } from 'node:timers/promises'
import { execText } from '@slipway/cli/exec'
import { failed, issue, ok, refused, show, type Issue, type Outcome } from '@slipway/core'
import { ecrPath } from '@slipway/fleet'

interface Scanned {
  readonly platform: string
  readonly digest: string
  readonly counts: Readonly<Record<string, number>>
}

export interface Programs {
  /** @returns the output @throws the error's text */
  readonly run: (program: string, args: readonly string[]) => Promise<string>
  readonly pause: () => Promise<void>
}

/** A scan of a new image takes ECR a minute or two; asked every five seconds. */
export const programs: Programs = { run: execText, pause: () => wait(5000) }

const mostTries = 120

interface Manifest {
  readonly digest: string
  readonly platform?: { readonly os?: string; readonly architecture?: string }
}

/** Without BuildKit's attestations, which have no platform. An image alone is its own. */
export function platforms(
  raw: string,
  digest: string,
): readonly { readonly platform: string; readonly digest: string }[] {
  const { manifests } = JSON.parse(raw) as { manifests?: readonly Manifest[] }
  if (manifests === undefined) return [{ platform: 'its platform', digest }]
  return manifests
    .filter(({ platform }) => platform?.os !== undefined && platform.os !== 'unknown')
    .map((m) => ({ platform: `${m.platform?.os}/${m.platform?.architecture}`, digest: m.digest }))
}

interface Answer {
  readonly imageScanStatus?: { readonly status?: string; readonly description?: string }
  readonly imageScanFindings?: { readonly findingSeverityCounts?: Readonly<Record<string, number>> }
}

/** `ACTIVE` is Amazon Inspector's, which goes on looking. */
const done = new Set(['COMPLETE', 'ACTIVE'])
const underWay = new Set(['PENDING', 'IN_PROGRESS', 'SCAN_ELIGIBILITY_PENDING', 'ScanNotFoundException'])

async function findings(args: readonly string[], { run, pause }: Programs): Promise<Answer | string> {
  let last = 'no answer'
  for (let i = 0; i < mostTries; i++) {
    if (i > 0) await pause()
    try {
      const words = ['ecr', 'describe-image-scan-findings', ...args, '--no-paginate', '--output', 'json']
      const answer = JSON.parse(await run('aws', words)) as Answer
      const { status = 'no status', description } = answer.imageScanStatus ?? {}
      if (done.has(status)) return answer
      last = [status, description ?? []].flat().join(': ')
      if (!underWay.has(status)) return last
    } catch (error) {
      last = (error as Error).message.trim()
      if (![...underWay].some((word) => last.includes(word))) return last
    }
  }
  return `${last}, after ten minutes`
}

/**
 * ECR scans images, not indexes, so the index is taken apart first.
 * @param image `<registry>/<repository>@sha256:...`, where docker and aws are logged in
 * @returns or an issue for each platform with something critical, or without a scan
 */
export async function scan(image: string, given: Programs): Promise<Outcome<readonly Scanned[]>> {
  const [, repository = '', digest = ''] = /^(.+)@(sha256:[0-9a-f]{64})$/.exec(image) ?? []
  const found = ecrPath(repository)
  if (found === undefined || found.path === '')
    return refused(image, 'not-ecr', show(image), 'an image in a registry of ECR', 'scan it with what its registry has')
  let raw: string
  try {
    raw = await given.run('docker', ['buildx', 'imagetools', 'inspect', '--raw', image])
  } catch (error) {
    const got = (error as Error).message.trim()
    const hint = 'log in to the registry, and look whether the digest is there'
    return refused(image, 'image-unread', got, 'an image that can be read', hint)
  }
  const issues: Issue[] = []
  const scanned: Scanned[] = []
  for (const one of platforms(raw, digest)) {
    const { account, region, path } = found
    const where = ['--registry-id', account, '--region', region, '--repository-name', path]
    const args = [...where, '--image-id', `imageDigest=${one.digest}`]
    const answer = await findings(args, given)
    if (typeof answer === 'string') {
      const hint =
        "look at scanning in the registry's settings; Amazon Inspector (enhanced scanning) reads distroless images"
      issues.push(issue(image, one.platform, 'not-scanned', answer, 'a finished scan', hint))
      continue
    }
    const counts = answer.imageScanFindings?.findingSeverityCounts ?? {}
    const critical = counts['CRITICAL'] ?? 0
    if (critical > 0) {
      const hint = `rebuild on a patched base image; aws ecr describe-image-scan-findings ${args.join(' ')} names them`
      issues.push(issue(image, one.platform, 'critical-finding', `${critical} critical`, 'none', hint))
    }
    scanned.push({ ...one, counts })
  }
  return issues.length > 0 ? failed(...issues) : ok(scanned)
}

export const scanText = (scanned: readonly Scanned[]): string =>
  scanned
    .map(({ platform, counts }) => {
      const found = Object.entries(counts).map(([severity, n]) => `${n} ${severity.toLowerCase()}`)
      return `${platform}: ${found.length === 0 ? 'nothing found' : found.join(', ')}\n`
    })
    .join('')
