import path from 'node:path'
import { execText } from '@slipway/cli/exec'
import { flags, freePort, local, type Runtime } from '../cluster/runtime.ts'
import { need } from '../programs/needed.ts'
import { startEcrRules } from './ecr-rules.ts'

export interface Registry {
  readonly port: number
  readonly env: Readonly<Record<string, string>>
  /** Builds an image of one folder without a container engine, and pushes it. @returns `host/repository@sha256:...` */
  push(folder: string, tag: string): Promise<string>
  /** Whether it answers nobody. */
  away(gone: boolean): void
  close(): void
}

export async function startRegistry(
  runtime: Runtime,
  outside: { readonly proxy: string; readonly ca: string },
): Promise<Registry> {
  const disk = runtime.place('registry')
  const port = await freePort()
  const args = ['registry', 'serve', ...flags({ address: local(port), disk })]
  await runtime.serve({ program: 'crane', name: 'registry', args }, `http://${local(port)}/v2/`)
  const rules = await startEcrRules(port)
  const env = {
    HTTPS_PROXY: outside.proxy,
    SSL_CERT_FILE: outside.ca,
    NODE_EXTRA_CA_CERTS: outside.ca,
    NODE_USE_ENV_PROXY: '1',
  }
  return {
    port: rules.port,
    env,
    away: rules.away,
    close: rules.close,
    push: async (folder, tag) => {
      const layer = path.join(disk, '..', 'layer.tar')
      await execText('tar', ['-C', folder, '-cf', layer, '.'])
      const pushed = await execText(
        need('crane'),
        ['append', '--oci-empty-base', '--new_layer', layer, '--new_tag', tag],
        {
          env: { PATH: process.env.PATH ?? '', HOME: path.join(runtime.folder, 'home'), ...env },
        },
      )
      return pushed.trim()
    },
  }
}
