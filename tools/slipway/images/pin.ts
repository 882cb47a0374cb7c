import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { issue, plainText, suggestion, type Issue } from '@slipway/core'
import { readDockerfile } from '@slipway/core/dockerfile'
import { credentialsOf, readManifest } from '@slipway/release'

/** An image of a Dockerfile's FROM, and where it is asked for. */
interface ImageName {
  /** As it is written, without a digest. */
  readonly written: string
  /** `host[:port]/name` */
  readonly repository: string
  readonly tag: string
}

/** As Docker reads a name: the first part is a registry's host where it has a dot or a colon, else it is Docker Hub. */
export function imageName(image: string): ImageName {
  const [written = ''] = image.split('@')
  const [first = '', ...rest] = written.split('/')
  const hasHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost')
  const name = hasHost ? rest.join('/') : written
  const colon = name.lastIndexOf(':')
  const bare = colon < 0 ? name : name.slice(0, colon)
  const full = hasHost || bare.includes('/') ? bare : `library/${bare}`
  return {
    written,
    repository: `${hasHost ? first : 'registry-1.docker.io'}/${full}`,
    tag: colon < 0 ? 'latest' : name.slice(colon + 1),
  }
}

/** The text with an image's digest, also where the image is the default of an argument. */
export const pinnedText = (text: string, image: string, digest: string): string =>
  text.replaceAll(
    new RegExp(`(^|[\\s="'])${image.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?=["'\\s]|$)`, 'gm'),
    (_, before: string) => `${before}${image.split('@')[0] ?? ''}@${digest}`,
  )

interface PinOptions {
  readonly root: string
  readonly apps: readonly string[]
  /** Also images that are pinned: to the digest that their tag has now. */
  readonly update: boolean
  readonly insecure: boolean
}

interface Pinned {
  readonly file: string
  readonly image: string
  readonly digest: string
}

/**
 * Asks registries for the digests behind tags and writes them into Dockerfiles; a file is written when all of its
 * images are known.
 */
export async function pin({ root, apps, update, insecure }: PinOptions) {
  const all = existsSync(path.join(root, 'apps')) ? readdirSync(path.join(root, 'apps')).sort() : []
  const known = all.filter((app) => existsSync(path.join(root, 'apps', app, 'Dockerfile')))
  const issues: Issue[] = apps
    .filter((app) => !known.includes(app))
    .map((app) =>
      issue('apps', '', 'no-dockerfile', JSON.stringify(app), 'an app with a Dockerfile', suggestion(app, known)),
    )
  const pinned: Pinned[] = []
  if (issues.length > 0) return { pinned, issues }
  // Any team's FROM names the registry, so the environment's password is for the one that it names itself.
  const credentials = credentialsOf([])
  for (const app of apps.length === 0 ? known : apps) {
    const file = `apps/${app}/Dockerfile`
    const text = plainText(root, file)
    if (text === undefined) {
      issues.push(
        issue(file, '', 'no-plain-file', 'a link, a device or a large file', 'a file', 'commit the file itself'),
      )
      continue
    }
    const bases = new Set(readDockerfile(text).images.map(({ image }) => image))
    const found: Pinned[] = []
    let [next, failures] = [text, 0]
    for (const image of bases) {
      if (image.includes('@') && !update) continue
      const { repository, tag, written } = imageName(image)
      const read = await readManifest(repository, tag, { insecure, credentials })
      if (!read.ok) {
        failures += 1
        issues.push(...read.issues.map((one) => ({ ...one, file, at: written })))
        continue
      }
      next = pinnedText(next, image, read.value.digest)
      found.push({ file, image: written, digest: read.value.digest })
    }
    if (failures > 0 || next === text) continue
    writeFileSync(path.join(root, file), next)
    pinned.push(...found)
  }
  return { pinned, issues }
}
