import { createHash } from 'node:crypto'
import type { Chart } from 'cdk8s'
import { type ResolvedApp, type SecretRef, secretStoreOf } from '@slipway/model'
import { ExternalSecret, type SpecOf } from '../chart/kinds.ts'
import { setFile } from '../chart/folder-chart.ts'
import { beforeMigration, outlives, secretName } from '../labels.ts'

type Spec = SpecOf<typeof ExternalSecret>

/** A key of the Secret, with its secret, property (none for all of it) and version in Secrets Manager. */
type Entry = readonly [entry: string, secret: string, property: string | null, version?: string | null]

/** A version id, which nobody can move, or a staging label: External Secrets tells them apart by `uuid/`. */
const versionOf = (version: string): string =>
  /^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/.test(version) ? `uuid/${version}` : version

export const secretSpec = (name: string, store: string, entries: readonly Entry[]): Spec => ({
  refreshInterval: '1h0m0s',
  secretStoreRef: { kind: 'ClusterSecretStore', name: store },
  target: { name, creationPolicy: 'Owner', deletionPolicy: 'Retain' },
  data: entries.map(([secretKey, key, property, version = null]) => ({
    secretKey,
    // The operator's defaults, or Argo CD sees a difference.
    remoteRef: {
      key,
      ...(property === null ? {} : { property }),
      ...(version === null ? {} : { version: versionOf(version) }),
      conversionStrategy: 'Default',
      decodingStrategy: 'None',
      metadataPolicy: 'None',
    },
  })),
})

/** With the type that its reader wants, and the operator's defaults. */
export const typedSecretSpec = (type: string, ...given: Parameters<typeof secretSpec>): Spec => {
  const { target, ...spec } = secretSpec(...given)
  return { ...spec, target: { ...target, template: { type, engineVersion: 'v2', mergePolicy: 'Replace' } } }
}

const isPinned = ({ version }: SecretRef): boolean => version !== null

/** Another version of any of them is another Secret, and so another version of the pods; old pods keep the old one. */
function pinnedName(app: ResolvedApp): string {
  const hash = createHash('sha256')
  for (const { entry, written, key, version } of app.secrets.filter(isPinned))
    hash.update(`${[entry, written, key, version].join('\0')}\0`)
  return `${app.name}-pinned-secrets-${hash.digest('hex').slice(0, 8)}`
}

/** The Secret that holds one of an app's secrets. */
export const secretOf = (app: ResolvedApp, secret: SecretRef): string =>
  isPinned(secret) ? pinnedName(app) : secretName(app)

const entriesOf = (secrets: readonly SecretRef[]): readonly Entry[] =>
  secrets.map(({ entry, secret, key, version }) => [entry, secret, key, version])

/** Versioned secrets are in an object of their own, which outlives the next one as a ConfigMap does. */
export function externalSecret(chart: Chart, app: ResolvedApp): void {
  const store = secretStoreOf(app.team)
  const [pinned = [], current = []] = [true, false].map((which) => app.secrets.filter((s) => isPinned(s) === which))
  if (current.length > 0) {
    const name = secretName(app)
    new ExternalSecret(chart, 'external-secret', {
      metadata: { name, ...beforeMigration(app) },
      spec: secretSpec(name, store, entriesOf(current)),
    })
  }
  if (pinned.length === 0) return
  const name = pinnedName(app)
  const { target, ...spec } = secretSpec(name, store, entriesOf(pinned))
  const made = new ExternalSecret(chart, 'external-secret-pinned', {
    metadata: { name, ...outlives(app) },
    spec: { ...spec, target: { ...target, immutable: true } },
  })
  setFile(made, { name: `externalsecret-${app.name}-pinned-secrets.yaml` })
}
