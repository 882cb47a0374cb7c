import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import type { KubeObject } from '@slipway/core'
import { mapValues, seconds, type Fields } from '@slipway/kube'
import { chartValues } from './chart-values.ts'

const files = [
  'argocd-cm',
  'argocd-cmd-params-cm',
  'argocd-secret',
  'argocd-rbac-cm',
  'argocd-ssh-known-hosts-cm',
  'argocd-tls-certs-cm',
  'argocd-gpg-keys-cm',
]

interface ArgoCdValues {
  readonly configs?: {
    readonly cm?: Fields
    readonly params?: Fields
  }
}

interface ArgoCdSettings {
  readonly objects: readonly KubeObject[]
  readonly parameters: Readonly<Record<string, string>>
  /** Seconds between two looks of Argo CD at an Application. */
  readonly resync: number
}

const texts = (values: Fields = {}) =>
  mapValues(values, (value) => (typeof value === 'string' ? value : JSON.stringify(value)))

/** Argo CD's defaults, overlaid with the chart values of the estate's `application-argo-cd.yaml`. */
export function argoCdSettings(
  kept: string,
  application: string | undefined,
  repository: { readonly url: string; readonly proxy: string },
): ArgoCdSettings {
  const values = chartValues(parse(application ?? '')) as ArgoCdValues
  const cm = texts(values.configs?.cm)
  const parameters = texts(values.configs?.params)
  const overlay: Record<string, Readonly<Record<string, string>>> = {
    'argocd-cm': cm,
    'argocd-cmd-params-cm': parameters,
  }
  const objects = files.map((name): KubeObject => {
    const text = readFileSync(path.join(kept, 'manifests/base/config', `${name}.yaml`), 'utf8')
    const object = parse(text) as KubeObject & { data?: Record<string, string> }
    const data = { ...object.data, ...overlay[name] }
    return {
      ...object,
      metadata: { ...object.metadata, namespace: 'argocd' },
      ...(object.kind === 'ConfigMap' ? { data } : {}),
      ...(name === 'argocd-secret' ? { stringData: { 'server.secretkey': 'nobody-logs-in-here' } } : {}),
    }
  })
  const secret: KubeObject = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'repository', namespace: 'argocd', labels: { 'argocd.argoproj.io/secret-type': 'repository' } },
    stringData: { type: 'git', url: repository.url, proxy: repository.proxy, insecure: 'true' },
  }
  return { objects: [...objects, secret], parameters, resync: seconds(cm['timeout.reconciliation']) ?? 120 }
}
