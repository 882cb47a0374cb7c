import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { home } from '@slipway/cli'
import { helmProgram } from '@slipway/checks/charts-render'
import { builtGoProgram, pinnedGoProgram, type GoProgram, type Pinned } from '@slipway/cli/program'
import { test as always } from 'vitest'
import { runReview, type Options } from '../../run.ts'

/** As built here before; `.ci/run` has them built, and a stranger's `npm test` needs no Go. */
async function find(pinned: Pinned & GoProgram): Promise<string | undefined> {
  return process.env['SLIPWAY_PROGRAMS'] === 'build' ? pinnedGoProgram(pinned) : builtGoProgram(pinned)
}

/** The folder of all test files of one thread, which share this module; each file cleans up at its end. */
export const root = mkdtempSync(path.join(tmpdir(), 'slipway-render-'))
export const clean = (): void => rmSync(root, { recursive: true, force: true })

/** The helm of `npx slipway charts`, and the kustomize of the benchmark. */
const found = {
  helm: await find(helmProgram),
  kustomize: await find({
    kind: 'bench',
    name: 'kustomize',
    pins: path.join(home, 'maintainers/bench/peers/kustomize'),
    package: 'sigs.k8s.io/kustomize/kustomize/v5',
  }),
}
export const programs = { helm: found.helm ?? 'helm', kustomize: found.kustomize ?? 'kustomize' }
export const test = found.helm === undefined || found.kustomize === undefined ? always.skip : always

export type Tree = Readonly<Record<string, string>>

function put(folder: string, tree: Tree): string {
  const place = path.join(root, folder)
  rmSync(place, { recursive: true, force: true })
  mkdirSync(place, { recursive: true })
  for (const [file, content] of Object.entries(tree)) {
    mkdirSync(path.join(place, path.dirname(file)), { recursive: true })
    writeFileSync(path.join(place, file), content)
  }
  return place
}

export interface Told {
  readonly level: string
  readonly objects: readonly {
    readonly after: { kind: string; name: string; cluster: string; path: string } | null
    fields: readonly { path: string }[]
  }[]
  readonly entries: readonly {
    readonly effects: readonly { code: string }[]
    readonly risks: readonly { code: string }[]
  }[]
  readonly unrendered: readonly { name: string; code: string; why: string; commands: readonly string[] }[]
  readonly files: readonly { path: string; can: string }[]
  readonly issues: readonly { code: string }[]
  readonly risks: readonly { level: string; code: string }[]
  readonly blast: { readonly clusters: readonly string[] }
  readonly drift: readonly { readonly text: string }[]
}

export async function told(before: Tree, after: Tree, render: Partial<Options['render']> = programs) {
  let out = ''
  const code = await runReview(
    {
      root,
      sides: { kind: 'folders', before: put('before', before), after: put('after', after) },
      format: 'json',
      out: undefined,
      failOn: undefined,
      link: undefined,
      places: [],
      render: { helm: undefined, kustomize: undefined, rendered: undefined, network: false, ...render },
    },
    { out: (text) => void (out += text), err: () => undefined },
  )
  const json = JSON.parse(out) as Told
  const names = json.objects.map(
    ({ after: one, fields }) => `${one?.cluster}/${one?.kind}/${one?.name} ${fields.map((f) => f.path).join()}`,
  )
  return { code, json, names }
}

export const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "a.example/web:1"}]}
`
export const overlays: Tree = {
  'apps/web/base/kustomization.yaml': 'resources: [deployment.yaml]\n',
  'apps/web/base/deployment.yaml': deployment,
  'apps/web/overlays/staging/kustomization.yaml': 'namespace: shop\nresources: [../../base]\n',
  'apps/web/overlays/prod/kustomization.yaml':
    'namespace: shop\nresources: [../../base]\nreplicas: [{name: web, count: 5}]\n',
}
export const chart = (templates: string, values = 'replicas: 3\n'): Tree => ({
  'charts/api/Chart.yaml': 'apiVersion: v2\nname: api\nversion: 1.0.0\n',
  'charts/api/values.yaml': values,
  'charts/api/templates/all.yaml': templates,
})
export const template = deployment
  .replace('name: web}', 'name: {{ .Release.Name }}, namespace: {{ .Release.Namespace }}}')
  .replace('replicas: 3', 'replicas: {{ .Values.replicas }}')
export const application = (name: string, source: string, more = '') =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: ${name}, namespace: argocd}\nspec: {project: default, destination: {name: prod, namespace: shop}, source: {repoURL: https://git.example/x, ${source}}${more}}\n`
export const inTree = (helm = '') => application('api', `path: charts/api, targetRevision: HEAD${helm}`)

export const registry = (version: string, more = '') =>
  application('loki', `chart: loki, targetRevision: ${version}${more}`).replace(
    'https://git.example/x',
    'https://charts.example',
  )
