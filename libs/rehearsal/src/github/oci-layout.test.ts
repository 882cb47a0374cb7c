import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ociLayout } from './oci-layout.ts'

interface Blob {
  readonly digest: string
  readonly size: number
}
const layer = Buffer.from('a tar')

describe('ociLayout', () => {
  const files = ociLayout(layer, 'arm64')
  const blob = ({ digest, size }: Blob) => {
    const bytes = files.get(`blobs/${digest.replace(':', '/')}`)
    expect(bytes?.length).toBe(size)
    return bytes ?? Buffer.of()
  }

  it('names each blob by its sum, from the index down to the layer', () => {
    for (const [name, bytes] of files)
      if (name.startsWith('blobs/'))
        expect(name).toBe(`blobs/sha256/${createHash('sha256').update(bytes).digest('hex')}`)
    const index = JSON.parse(String(files.get('index.json'))) as { manifests: [Blob] }
    const manifest = JSON.parse(String(blob(index.manifests[0]))) as { config: Blob; layers: [Blob] }
    expect(blob(manifest.layers[0])).toEqual(layer)
    expect(JSON.parse(String(blob(manifest.config)))).toMatchObject({ os: 'linux', architecture: 'arm64' })
  })

  it('is another image for another machine or another layer, and the same for the same', () => {
    const index = (bytes: Buffer, machine: string) => String(ociLayout(bytes, machine).get('index.json'))
    expect(index(layer, 'arm64')).toBe(String(files.get('index.json')))
    expect(index(layer, 'amd64')).not.toBe(index(layer, 'arm64'))
    expect(index(Buffer.from('another'), 'arm64')).not.toBe(index(layer, 'arm64'))
  })
})
