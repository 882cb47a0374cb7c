import { createHash } from 'node:crypto'
import { ok, readJson, refused, type Outcome } from '@slipway/core'

export interface Credentials {
  readonly username: string
  readonly password: string
}

interface RegistryOptions {
  /** Http to any registry, not only on this machine. */
  readonly insecure: boolean
  readonly credentials: (host: string) => Credentials | undefined
  /** Milliseconds until a registry counts as unreachable. */
  readonly patience?: number
}

const accepted = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ')

const isHere = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(host)

const basic = ({ username, password }: Credentials): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`

/** `Bearer realm="...",service="..."` (https://distribution.github.io/distribution/spec/auth/token/). */
function challenge(header: string): { readonly scheme: string; readonly fields: ReadonlyMap<string, string> } {
  const fields = [...header.matchAll(/([a-z]+)="([^"]*)"/gi)].map(
    ([, key = '', value = '']) => [key.toLowerCase(), value] as const,
  )
  return { scheme: header.split(' ')[0]?.toLowerCase() ?? '', fields: new Map(fields) }
}

async function tokenFor(
  header: string,
  repository: string,
  own: Credentials | undefined,
  insecure: boolean,
  patience: number,
): Promise<string | undefined> {
  const { scheme, fields } = challenge(header)
  if (scheme === 'basic') return own === undefined ? undefined : basic(own)
  const realm = fields.get('realm')
  if (scheme !== 'bearer' || realm === undefined) return undefined
  const url = new URL(realm)
  // A password goes over http only where that was asked for.
  const open = url.protocol === 'https:' || insecure || isHere(url.host)
  if (!open) return undefined
  url.searchParams.set('service', fields.get('service') ?? '')
  url.searchParams.set('scope', fields.get('scope') ?? `repository:${repository}:pull`)
  const answer = await fetch(url, {
    headers: own === undefined ? {} : { authorization: basic(own) },
    signal: AbortSignal.timeout(patience),
  })
  if (!answer.ok) return undefined
  const said = (await answer.json()) as { token?: string; access_token?: string }
  const token = said.token ?? said.access_token
  return token === undefined ? undefined : `Bearer ${token}`
}

const imageConfigs = [
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
] as const

/** The kind of a manifest: only images and indexes of images can be pulled and run. */
type ManifestKind = 'image' | 'index' | 'attestation' | 'artifact'

interface Manifest {
  readonly digest: string
  readonly kind: ManifestKind
}

interface ManifestData {
  readonly manifests?: unknown
  readonly config?: { readonly mediaType?: unknown }
  readonly layers?: readonly { readonly mediaType?: unknown }[]
  readonly annotations?: Readonly<Record<string, unknown>>
}

/** By OCI's image specification, and by what BuildKit writes beside an image (in-toto). `undefined` for no manifest. */
function kindOf(text: string): ManifestKind | undefined {
  const data = readJson(text) as ManifestData | null | undefined
  if (Array.isArray(data?.manifests)) return 'index'
  if (!Array.isArray(data?.layers)) return undefined
  const isProof = data.layers.some((layer) => layer.mediaType === 'application/vnd.in-toto+json')
  if (isProof || data.annotations?.['vnd.docker.reference.type'] === 'attestation-manifest') return 'attestation'
  return imageConfigs.some((type) => type === data.config?.mediaType) ? 'image' : 'artifact'
}

/** In place of an image. */
const found: Readonly<Record<Exclude<ManifestKind, 'image' | 'index'>, string>> = {
  attestation: 'an attestation, which a build pushes beside an image',
  artifact: 'something that is no image, such as a chart or a signature',
}

/** A manifest larger than that is none that a registry has to take (OCI distribution 1.1). */
const mostBytes = 4 * 1024 * 1024

/** @param answer of a registry, read to its end */
async function manifestIn(answer: Response, image: string, host: string, wanted: string | undefined) {
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
  const odd = (got: string, want: string) => refused(image, 'registry-answer', got, want, 'ask who runs the registry')
  if (bytes.length > mostBytes) return odd(`${bytes.length} bytes from ${host}`, 'a manifest of at most 4 MiB')
  const kind = kindOf(Buffer.from(bytes).toString('utf8'))
  if (wanted !== undefined && wanted !== digest) {
    const what = kind === 'attestation' || kind === 'artifact' ? `, ${found[kind]}` : ''
    return odd(`${host} has ${digest} under that name${what}`, wanted)
  }
  if (kind === undefined) return odd(`no manifest from ${host}`, 'a manifest of an image, as JSON')
  return ok<Manifest>({ digest, kind })
}

/**
 * Reads what a registry has under a name (OCI distribution 1.1, `GET /v2/<name>/manifests/<reference>`).
 * @param repository `host[:port]/name` @param reference a tag, or a digest, which the answer is held against
 */
export async function readManifest(
  repository: string,
  reference: string,
  options: RegistryOptions,
): Promise<Outcome<Manifest>> {
  const slash = repository.indexOf('/')
  const [host, name] = [repository.slice(0, slash), repository.slice(slash + 1)]
  const isDigest = reference.startsWith('sha256:')
  const image = `${repository}${isDigest ? '@' : ':'}${reference}`
  const insecure = options.insecure || isHere(host)
  const patience = options.patience ?? 15_000
  const url = `${insecure ? 'http' : 'https'}://${host}/v2/${name}/manifests/${reference}`
  const ask = (authorization?: string) =>
    fetch(url, {
      headers: { accept: accepted, ...(authorization === undefined ? {} : { authorization }) },
      signal: AbortSignal.timeout(patience),
    })
  try {
    let answer = await ask()
    if (answer.status === 401) {
      const header = answer.headers.get('www-authenticate') ?? ''
      const token = await tokenFor(header, name, options.credentials(host), insecure, patience)
      if (token !== undefined) answer = await ask(token)
    }
    if (answer.ok) return await manifestIn(answer, image, host, isDigest ? reference : undefined)
    switch (answer.status) {
      case 401:
      case 403: {
        const hint =
          'log in as docker does (docker login, the ECR credential helper), or set REGISTRY_HOST, REGISTRY_USERNAME and REGISTRY_PASSWORD'
        return refused(image, 'registry-denied', `${answer.status} from ${host}`, 'a registry that lets us look', hint)
      }
      case 404: {
        const hint = 'take the digest from the build that pushed it'
        return refused(image, 'no-such-image', `no such image in ${host}`, 'a digest that was pushed there', hint)
      }
      default: {
        const hint = 'try again; if it stays so, ask who runs the registry'
        const want = '200, or 404 for an image that is not there'
        return refused(image, 'registry-answer', `${answer.status} from ${host}`, want, hint)
      }
    }
  } catch (error) {
    const cause =
      error instanceof Error ? ((error.cause as { code?: string } | undefined)?.code ?? error.name) : String(error)
    const hint = insecure
      ? 'see that it runs and that the port is right'
      : 'see that this machine reaches it; for one without TLS add --registry-insecure'
    const want = 'a registry that can be reached'
    return refused(image, 'registry-unreachable', `${host} does not answer (${cause})`, want, hint)
  }
}

/** Whether a registry has an image that can run. @param repository `host[:port]/name` */
export async function findImage(
  repository: string,
  digest: string,
  options: RegistryOptions,
): Promise<Outcome<undefined>> {
  const read = await readManifest(repository, digest, options)
  if (!read.ok) return read
  const { kind } = read.value
  if (kind === 'image' || kind === 'index') return ok(undefined)
  const hint = 'take the digest that the build gives for the whole image, not that of one of its parts'
  return refused(`${repository}@${digest}`, 'no-image', found[kind], 'an image, or an index of images', hint)
}
