import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { KubeObject } from '@slipway/core'
import { at, fields, itemsOf, list, text, workloadOf } from '@slipway/kube'
import { goModule } from './go-module.ts'

const argoModule = 'github.com/argoproj/argo-cd/v3'
const constants = /^\s*\w+\s+(?:string\s+)?=\s+"([a-z][A-Za-z]*(?:\.[A-Za-z-]+)*)"$/gm
/** Families of keys: the rest of each name is a kind, an account or a shell. */
const families = ['accounts.*', 'resource.customizations.*', 'resource.customizations.actions.*']

/** Keys of a ConfigMap that the rendered workloads hand to their programs, by `configMapKeyRef`. */
function handedTo(objects: readonly KubeObject[], name: string): readonly string[] {
  return itemsOf({ path: '', source: '', objects })
    .flatMap((item) => workloadOf(item)?.containers ?? [])
    .flatMap(({ spec }) => list(spec.env))
    .map(({ valueFrom }) => fields(at(valueFrom, 'configMapKeyRef')))
    .flatMap((reference) => (reference.name === name ? (text(reference.key) ?? []) : []))
}

/** Names of keys that Argo CD's own settings (util/settings) look up in argocd-cm. */
async function namedInSource(version: string): Promise<readonly string[] | undefined> {
  const module = await goModule(argoModule, `v${version}`)
  if (module === undefined) return undefined
  const folder = path.join(module, 'util/settings')
  if (!existsSync(folder)) return undefined
  return readdirSync(folder)
    .filter((name) => name.endsWith('.go') && !name.endsWith('_test.go'))
    .flatMap((name) => [...readFileSync(path.join(folder, name), 'utf8').matchAll(constants)])
    .flatMap(([, key]) => key ?? [])
}

/**
 * Settings that Argo CD of a version reads. Of one that it does not know it takes no notice.
 * @returns `undefined` for other charts, and where the source cannot be had
 */
export async function settingsRead(
  chart: string,
  app: string | undefined,
  objects: readonly KubeObject[],
): Promise<Readonly<Record<string, string[]>> | undefined> {
  if (chart !== 'argo-cd' || app === undefined) return undefined
  const named = await namedInSource(app.replace(/^v/, ''))
  if (named === undefined) return undefined
  const sorted = (all: readonly string[]): string[] => [...new Set(all)].sort()
  return {
    'configs.cm': sorted([...named, ...families, ...handedTo(objects, 'argocd-cm')]),
    'configs.params': sorted(handedTo(objects, 'argocd-cmd-params-cm')),
  }
}
