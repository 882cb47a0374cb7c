import { createReadStream, existsSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { builtHelm, chartCache, chartFolder } from '@slipway/checks/charts-render'
import { execText } from '@slipway/cli/exec'
import type { KubeObject } from '@slipway/core'
import type { Addon } from '@slipway/platform'
import { listenLocally } from './runtime.ts'

/** The add-ons' charts on loopback, under the addresses of their own registries. */
export interface ChartRepository {
  /** A script as `helm`: the real one. */
  readonly helm: string
  readonly program: string
  /** By the add-on's name: its chart, unpacked. */
  readonly folders: ReadonlyMap<string, string>
  /** Add-ons whose chart this machine has not. */
  readonly absent: readonly string[]
  readonly hosts: readonly string[]
  readonly port: number
  /** Argo CD's word for each registry. @param proxy the only way out */
  secrets(proxy: string): readonly KubeObject[]
  close(): Promise<unknown>
}

const isWeb = ({ props }: Addon): boolean => props.repository.startsWith('https://')

/**
 * Charts of the user's cache and of pinned Go modules, as packages with an index. Registries of images (OCI) are none
 * of these.
 * @throws without a helm that was built before
 */
export async function openChartRepository(folder: string, addons: readonly Addon[]): Promise<ChartRepository> {
  const program = builtHelm()
  if (program === undefined) throw new Error('no helm has been built: run npx slipway charts once')
  const [work, served] = [path.join(folder, 'chart-work'), path.join(folder, 'chart-repository')]
  mkdirSync(work, { recursive: true })
  const folders = new Map<string, string>()
  const absent: string[] = []
  const packed = new Set<string>()
  const places = { helm: program, from: undefined, network: false, cache: chartCache(), work }
  const folderOf = async ({ props: { chart, version, repository } }: Addon): Promise<string | undefined> => {
    const found = await chartFolder(places, { chart, version, repository, app: undefined })
    return found.ok && 'folder' in found.value ? found.value.folder : undefined
  }
  // Several add-ons may be of one chart.
  const byChart = new Map<string, string>()
  for (const addon of addons) {
    const { chart, version, repository } = addon.props
    const at = isWeb(addon) ? (byChart.get(chart) ?? (await folderOf(addon))) : undefined
    if (at === undefined) {
      absent.push(addon.name)
      continue
    }
    folders.set(addon.name, at)
    byChart.set(chart, at)
    const { host, pathname } = new URL(repository)
    const place = path.join(served, host, pathname)
    if (packed.has(`${place} ${chart}`)) continue
    packed.add(`${place} ${chart}`)
    mkdirSync(place, { recursive: true })
    await execText(program, ['package', at, '--destination', place, '--version', version])
    await execText(program, ['repo', 'index', place])
  }
  const server = createServer((asked, answer) => {
    const host = (asked.headers.host ?? '').replace(/:\d+$/, '')
    const file = path.join(served, host, path.posix.normalize(new URL(asked.url ?? '/', 'http://x').pathname))
    if (!file.startsWith(served) || !existsSync(file)) return void answer.writeHead(404).end()
    createReadStream(file)
      .on('error', () => answer.destroy())
      .pipe(answer)
  })
  const port = await listenLocally(server)
  const urls = [...new Set(addons.filter((addon) => folders.has(addon.name)).map(({ props }) => props.repository))]
  return {
    helm: `#!/bin/sh\nexec '${program}' "$@"\n`,
    program,
    folders,
    absent,
    hosts: [...new Set(urls.map((url) => new URL(url).host))],
    port,
    secrets: (proxy) =>
      urls.map((url, index) => ({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: {
          name: `charts-${index}`,
          namespace: 'argocd',
          labels: { 'argocd.argoproj.io/secret-type': 'repository' },
        },
        stringData: { type: 'helm', name: `charts-${index}`, url, proxy, insecure: 'true' },
      })),
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

/** Lists for the report what is played beside real charts. */
export const chartFakes = (absent: readonly string[]) => [
  { of: "the charts' own registries", by: 'packages of the same charts on loopback, under their addresses' },
  { of: 'admission webhooks of the charts', by: 'nobody: the API server calls none' },
  { of: 'balancers, certificates, and what the Prometheus operator makes', by: 'a status' },
  ...(absent.length === 0
    ? []
    : [{ of: `the charts of ${absent.join(', ')}, which this machine has not`, by: 'nobody: they are not synced' }]),
]
