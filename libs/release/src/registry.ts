import { failed, issue, ok, type Issue, type Outcome } from '@slipway/core'

export interface Credentials {
  readonly username: string
  readonly password: string
}

export interface RegistryOptions {
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

const wrong = (image: string, code: string, got: string, want: string, hint: string): Issue =>
  issue(image, '', code, got, want, hint)

/**
 * Whether a registry has an image (OCI distribution 1.1, `HEAD /v2/<name>/manifests/<digest>`). @param repository
 * `host[:port]/name`
 */
export async function findImage(
  repository: string,
  digest: string,
  options: RegistryOptions,
): Promise<Outcome<undefined>> {
  const slash = repository.indexOf('/')
  const [host, name] = [repository.slice(0, slash), repository.slice(slash + 1)]
  const image = `${repository}@${digest}`
  const insecure = options.insecure || isHere(host)
  const patience = options.patience ?? 15_000
  const url = `${insecure ? 'http' : 'https'}://${host}/v2/${name}/manifests/${digest}`
  const ask = (authorization?: string) =>
    fetch(url, {
      method: 'HEAD',
      headers: { accept: accepted, ...(authorization === undefined ? {} : { authorization }) },
      signal: AbortSignal.timeout(patience),
    })
  try {
    let answer = await ask()
    if (answer.status === 401) {
      const token = await tokenFor(
        answer.headers.get('www-authenticate') ?? '',
        name,
        options.credentials(host),
        insecure,
        patience,
      )
      if (token !== undefined) answer = await ask(token)
    }
    if (answer.status === 401 || answer.status === 403) {
      const hint =
        'log in as docker does (docker login, the ECR credential helper), or set REGISTRY_USERNAME and REGISTRY_PASSWORD'
      return failed(
        wrong(image, 'registry-denied', `${answer.status} from ${host}`, 'a registry that lets us look', hint),
      )
    }
    if (answer.status === 404)
      return failed(
        wrong(
          image,
          'no-such-image',
          `no such image in ${host}`,
          'a digest that was pushed there',
          'take the digest from the build that pushed it',
        ),
      )
    if (!answer.ok)
      return failed(
        wrong(
          image,
          'registry-answer',
          `${answer.status} from ${host}`,
          '200, or 404 for an image that is not there',
          'try again; if it stays so, ask who runs the registry',
        ),
      )
    const said = answer.headers.get('docker-content-digest')
    if (said === null || said === digest) return ok(undefined)
    return failed(
      wrong(image, 'registry-answer', `${host} has ${said} under that name`, digest, 'ask who runs the registry'),
    )
  } catch (error) {
    const cause =
      error instanceof Error ? ((error.cause as { code?: string } | undefined)?.code ?? error.name) : String(error)
    const hint = insecure
      ? 'see that it runs and that the port is right'
      : 'see that this machine reaches it; for one without TLS add --registry-insecure'
    return failed(
      wrong(
        image,
        'registry-unreachable',
        `${host} does not answer (${cause})`,
        'a registry that can be reached',
        hint,
      ),
    )
  }
}
