import { createHash } from 'node:crypto'

const sum = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const json = (value: unknown) => Buffer.from(JSON.stringify(value))

/** An image of one layer as an OCI image layout: its files by path. @param layer an uncompressed tar */
export function ociLayout(layer: Buffer, architecture: string): ReadonlyMap<string, Buffer> {
  const diff = `sha256:${sum(layer)}`
  const config = json({ architecture, os: 'linux', config: {}, rootfs: { type: 'layers', diff_ids: [diff] } })
  const blob = (mediaType: string, bytes: Buffer) => ({ mediaType, digest: `sha256:${sum(bytes)}`, size: bytes.length })
  const manifest = json({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: blob('application/vnd.oci.image.config.v1+json', config),
    layers: [blob('application/vnd.oci.image.layer.v1.tar', layer)],
  })
  const manifests = [
    { ...blob('application/vnd.oci.image.manifest.v1+json', manifest), platform: { os: 'linux', architecture } },
  ]
  return new Map([
    ['oci-layout', json({ imageLayoutVersion: '1.0.0' })],
    ['index.json', json({ schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests })],
    ...[layer, config, manifest].map((bytes) => [`blobs/sha256/${sum(bytes)}`, bytes] as const),
  ])
}
