import type { IPodSpec, IVolumeMount } from 'kubernetes-models/v1'
import type { ResolvedApp, SecretRef } from '@slipway/model'
import { secretOf } from './external-secret.ts'

/** No volume of an app's own has two dashes in its name. */
const volumeName = ({ version }: SecretRef): string => (version === null ? 'secrets--current' : 'secrets--pinned')

const fileSecrets = (app: ResolvedApp): readonly SecretRef[] => app.secrets.filter(({ mount }) => mount !== null)

/** Only what appears as a file; readable by the pod's group alone. */
export const secretVolumes = (app: ResolvedApp): NonNullable<IPodSpec['volumes']> =>
  [...Map.groupBy(fileSecrets(app), volumeName)].flatMap(([name, secrets]) => {
    const [first] = secrets
    if (first === undefined) return []
    const items = secrets.map(({ entry }) => ({ key: entry, path: entry }))
    return [{ name, secret: { secretName: secretOf(app, first), defaultMode: 0o440, items } }]
  })

/** File by file; a mount by `subPath` keeps what it had when the container started. */
export const secretMounts = (app: ResolvedApp): readonly IVolumeMount[] =>
  fileSecrets(app).map((secret) => ({
    name: volumeName(secret),
    mountPath: secret.mount ?? '',
    subPath: secret.entry,
    readOnly: true,
  }))
