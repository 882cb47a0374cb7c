export interface Release {
  readonly version: string
  /** By `<os>-<arch>`. */
  readonly archives: Readonly<Record<string, { readonly file: string; readonly sha256: string }>>
}

/**
 * Sums: from independent public pin files (REHEARSAL-NOTES "kubeconform v0.8.0"); the module is pinned in
 * libs/checks/kubeconform/go.sum.
 */
export const kubeconformRelease: Release = {
  version: '0.8.0',
  archives: {
    'linux-amd64': {
      file: 'kubeconform-linux-amd64.tar.gz',
      sha256: '9bc2bffbf71f261128533edaf912153948b7ff238f9a531ae6d34466ec287883',
    },
    'linux-arm64': {
      file: 'kubeconform-linux-arm64.tar.gz',
      sha256: '1f53fc8e81258197a35e8603054162a5af1de8c5af13746c71ab680d9534ed87',
    },
    'darwin-amd64': {
      file: 'kubeconform-darwin-amd64.tar.gz',
      sha256: '71dbc87ac9f24099a62b93570e65aa06312ba6ac8aea63b7f86e9d999edf5a92',
    },
    'darwin-arm64': {
      file: 'kubeconform-darwin-arm64.tar.gz',
      sha256: 'f84f4dfbebf4a6b0b230385fa065a39ea35e02608c2b50d025dcf64775a69d67',
    },
    'windows-amd64': {
      file: 'kubeconform-windows-amd64.zip',
      sha256: 'e3f56102bcf4f50b034a567e2482a1c5330799983ddd655952310211aef73d93',
    },
  },
}

const project = 'https://github.com/yannh/kubeconform/releases/download'

/** @param mirror stands in for the folder that holds the archives */
export function archiveUrl(release: Release, file: string, mirror: string | undefined): string {
  const base = mirror === undefined || mirror === '' ? `${project}/v${release.version}` : mirror.replace(/\/+$/, '')
  return `${base}/${file}`
}

/** In Go's words: `linux-amd64`. */
export function platformName(platform: string, arch: string): string {
  const os = platform === 'win32' ? 'windows' : platform
  return `${os}-${arch === 'x64' ? 'amd64' : arch}`
}
