import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { parseAllDocuments, stringify } from 'yaml'
import type { KubeObject } from '@slipway/core'
import type { Run } from './figure.ts'
import { kustomizeLayers } from './kustomize-layers.ts'
import { programs, type PeerProgram } from './peer-program.ts'
import { toTemplate, type AppObjects } from './template.ts'
import { timed } from './timed.ts'

export type Estate = ReadonlyMap<string, AppObjects>

export interface Peer {
  readonly name: string
  readonly program: PeerProgram
  /** Else one an app and environment. */
  readonly isOneProcess: boolean
  write(folder: string, estate: Estate): void
  /**
   * Shell, run in that folder, for an app and environment or for all: `"$@"` is the program, `$OUT` an empty folder.
   */
  command(app: string, environment: string): string
}

function writeText(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
}
const writeYaml = (file: string, value: unknown): void =>
  writeText(file, stringify(value, { lineWidth: 0, aliasDuplicateObjects: false }))

/** A chart an app, a values file an environment. */
const helm: Peer = {
  name: 'helm template',
  program: programs.helm,
  isOneProcess: false,
  write(folder, estate) {
    for (const [app, all] of estate) {
      const chart = path.join(folder, app)
      const { objects, values } = toTemplate(all)
      writeYaml(path.join(chart, 'Chart.yaml'), { apiVersion: 'v2', name: app, version: '0.1.0' })
      for (const [environment, own] of values) writeYaml(path.join(chart, `values-${environment}.yaml`), own)
      objects.forEach(({ object, only }, i) => {
        const text = stringify(object, { lineWidth: 0, aliasDuplicateObjects: false })
          .replaceAll(/\{\{|\}\}/g, (braces) => `{{ "${braces}" }}`)
          .replaceAll(/"?@@(v\d+)@@"?/g, '{{ .Values.$1 | toJson }}')
        const guarded = only === undefined ? text : `{{- if eq .Values.environment "${only}" }}\n${text}{{- end }}\n`
        writeText(path.join(chart, 'templates', `${i}.yaml`), guarded)
      })
    }
  },
  command: (app, environment) =>
    `"$@" template ${app} ${app} -f ${app}/values-${environment}.yaml >"$OUT/${app}.${environment}.yaml"`,
}

/** A base an app, an overlay an environment. */
const kustomize: Peer = {
  name: 'kustomize build',
  program: programs.kustomize,
  isOneProcess: false,
  write(folder, estate) {
    for (const [app, objects] of estate) {
      const { base, overlays } = kustomizeLayers(objects)
      const layers = [
        ['base', base],
        ...[...overlays].map(([name, layer]) => [`overlays/${name}`, layer] as const),
      ] as const
      for (const [place, { kustomization, files }] of layers) {
        for (const [file, content] of [['kustomization.yaml', kustomization] as const, ...files])
          writeYaml(path.join(folder, app, place, file), content)
      }
    }
  },
  command: (app, environment) => `"$@" build ${app}/overlays/${environment} >"$OUT/${app}.${environment}.yaml"`,
}

/** A function an app, all in one process; a file an object. */
const jsonnet = (name: string, program: PeerProgram, extension: string, options: string): Peer => ({
  name,
  program,
  isOneProcess: true,
  write(folder, estate) {
    const calls = [...estate].flatMap(([app, all]) => {
      const { objects, values } = toTemplate(all)
      const fields = objects.map(({ id, object, only }) => {
        const key = JSON.stringify(id)
        // A field named null is none.
        const guarded = only === undefined ? key : `[if v.environment == "${only}" then ${key}]`
        return `${guarded}: ${JSON.stringify(object).replaceAll(/"@@(v\d+)@@"/g, 'v.$1')}`
      })
      writeText(path.join(folder, 'apps', `${app}.jsonnet`), `function(v) {\n${fields.join(',\n')}\n}\n`)
      return [...values].map(
        ([environment, own]) => `["${app}.${environment}", (import "apps/${app}.jsonnet")(${JSON.stringify(own)})]`,
      )
    })
    const files = `{ [call[0] + "/" + id + ".${extension}"]: call[1][id] for call in calls for id in std.objectFields(call[1]) }`
    writeText(path.join(folder, 'main.jsonnet'), `local calls = [\n${calls.join(',\n')}\n];\n${files}\n`)
  },
  command: () => `"$@" ${options} -c -m "$OUT" main.jsonnet >/dev/null`,
})

const construct = `const { App, ApiObject, Chart } = require('cdk8s')
const app = new App({ outdir: process.env.CDK8S_OUTDIR })
for (const [name, objects] of require('./objects.json')) {
  const chart = new Chart(app, name, { disableResourceNameHashes: true })
  for (const object of objects) new ApiObject(chart, object.kind + '-' + object.metadata.name, object)
}
app.synth()
`

/** A chart of ApiObjects an app and environment. */
const cdk8s: Peer = {
  name: 'cdk8s synth',
  program: programs.cdk8s,
  isOneProcess: true,
  write(folder, estate) {
    const charts = [...estate].flatMap(([app, all]) =>
      [...all].map(([environment, objects]) => [`${app}.${environment}`, objects]),
    )
    writeText(path.join(folder, 'objects.json'), JSON.stringify(charts))
    writeText(path.join(folder, 'main.js'), construct)
  },
  command: () =>
    `NODE_PATH="\${2%/cdk8s-cli/*}" "$@" synth --app "$1 main.js" --output "$OUT" --check-upgrade=false >/dev/null`,
}

export const peers: readonly Peer[] = [
  helm,
  kustomize,
  jsonnet('jrsonnet, one process', programs.jrsonnet, 'yaml', '--format yaml'),
  jsonnet('go-jsonnet, one process', programs.jsonnet, 'json', ''),
  cdk8s,
]

const inOrder = (objects: readonly KubeObject[]): readonly unknown[] =>
  [...objects]
    .sort((a, b) => (`${a.kind} ${a.metadata.name}` < `${b.kind} ${b.metadata.name}` ? -1 : 1))
    .map((one) => JSON.parse(JSON.stringify(one)) as unknown)

function readOutput(out: string): ReadonlyMap<string, readonly KubeObject[]> {
  const found = new Map<string, KubeObject[]>()
  for (const file of globSync('**/*.{yaml,json}', { cwd: out })) {
    // cdk8s' CLI puts a hash behind some names.
    const [key = ''] = /^[^.]+\.[a-z]+/.exec(file) ?? []
    const text = readFileSync(path.join(out, file), 'utf8')
    const objects = file.endsWith('.json')
      ? [JSON.parse(text) as unknown]
      : parseAllDocuments(text).flatMap((one) =>
          one.contents === null ? [] : [one.toJS({ maxAliasCount: 0 }) as unknown],
        )
    found.set(key, [...(found.get(key) ?? []), ...(objects as KubeObject[])])
  }
  return found
}

/** @throws when its objects differ from Slipway's: the comparison would mean nothing */
export function checkEqual(name: string, out: string, expected: Estate): void {
  const made = readOutput(out)
  for (const [app, all] of expected)
    for (const [environment, objects] of all) {
      const theirs = made.get(`${app}.${environment}`)
      if (theirs === undefined || !isDeepStrictEqual(inOrder(theirs), inOrder(objects)))
        throw new Error(`${name}: its objects of ${app} in ${environment} are others than Slipway's`)
    }
}

export function runPeer(peer: Peer, program: readonly string[], folder: string, out: string, apps: Estate): Run {
  const commands = [...apps].flatMap(([app, all]) =>
    [...all.keys()].map((environment) => peer.command(app, environment)),
  )
  const script = `${out}.sh`
  writeFileSync(script, [...new Set(commands)].join('\n'))
  mkdirSync(out, { recursive: true })
  return timed(['sh', '-e', script, ...program], { cwd: folder, env: { OUT: out } })
}
