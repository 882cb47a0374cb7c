import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { parseAllDocuments, stringify } from 'yaml'
import type { KubeObject } from '@slipway/core'
import { layered, type Layer } from './overlays.ts'
import { templated, type AppObjects, type Templated } from './peer-input.ts'
import { peer, programs } from './peer-program.ts'
import { timed, type Run } from './timed.ts'

/** By name of the app. */
export type Estate = ReadonlyMap<string, AppObjects>

/** A renderer at work on the objects that Slipway makes. */
export interface Peer {
  readonly name: string
  readonly version: string
  /** Whether one call answers for all. */
  readonly isOneProcess: boolean
  /** Writes what it renders from, below a folder. @returns one call for each thing that it is asked for, each with the apps and environments that it answers */
  prepare(folder: string, estate: Estate): readonly Call[]
}

interface Call {
  readonly command: readonly [string, ...string[]]
  readonly cwd: string
  /** The objects that came out, by app and environment. */
  readonly objects: (run: Run) => ReadonlyMap<string, readonly KubeObject[]>
}

const put = (file: string, text: string): void => {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
}
const keyOf = (app: string, environment: string): string => `${app} ${environment}`
const documents = (text: string): KubeObject[] =>
  parseAllDocuments(text).flatMap((document) =>
    document.contents === null ? [] : [document.toJS({ maxAliasCount: 0 }) as KubeObject],
  )
const yaml = (value: unknown): string => stringify(value, { lineWidth: 0, aliasDuplicateObjects: false })

/** A chart per app, a file of values per environment: `helm template APP CHART -f VALUES`. */
function helm(folder: string, estate: Estate): readonly Call[] {
  const [program] = peer(programs.helm)
  const escaped = (text: string): string => text.replaceAll(/\{\{|\}\}/g, (braces) => `{{ "${braces}" }}`)
  return [...estate].flatMap(([app, objects]) => {
    const chart = path.join(folder, app)
    const { objects: templates, values } = templated(objects)
    put(path.join(chart, 'Chart.yaml'), yaml({ apiVersion: 'v2', name: app, version: '0.1.0' }))
    templates.forEach(({ object, only }, i) => {
      const text = escaped(yaml(object)).replaceAll(/"?@@(v\d+)@@"?/g, '{{ .Values.$1 | toJson }}')
      put(
        path.join(chart, 'templates', `${i}.yaml`),
        only === undefined ? text : `{{- if eq .Values.environment "${only}" }}\n${text}{{- end }}\n`,
      )
    })
    return [...values].map(([environment, own]): Call => {
      put(path.join(chart, `values-${environment}.yaml`), yaml(own))
      return {
        command: [program, 'template', app, '.', '-f', `values-${environment}.yaml`],
        cwd: chart,
        objects: (run) => new Map([[keyOf(app, environment), documents(run.stdout)]]),
      }
    })
  })
}

/** A base per app, an overlay per environment (`layered`): `kustomize build overlays/ENVIRONMENT`. */
function kustomize(folder: string, estate: Estate): readonly Call[] {
  const [program] = peer(programs.kustomize)
  return [...estate].flatMap(([app, objects]) => {
    const home = path.join(folder, app)
    const { base, overlays } = layered(objects)
    const lay = (place: string, { kustomization, files }: Layer) => {
      put(path.join(home, place, 'kustomization.yaml'), yaml(kustomization))
      for (const [file, content] of files) put(path.join(home, place, file), yaml(content))
    }
    lay('base', base)
    return [...overlays].map(([environment, layer]): Call => {
      lay(`overlays/${environment}`, layer)
      return {
        command: [program, 'build', `overlays/${environment}`],
        cwd: home,
        objects: (run) => new Map([[keyOf(app, environment), documents(run.stdout)]]),
      }
    })
  })
}

const expression = ({ objects }: Templated): string =>
  `function(v) std.prune([\n${objects
    .map(({ object, only }) => {
      const text = JSON.stringify(object).replaceAll(/"@@(v\d+)@@"/g, 'v.$1')
      return only === undefined ? text : `if v.environment == "${only}" then ${text} else null`
    })
    .join(',\n')}\n])`

/** A function per app, all of them called in one process, one file of JSON an app and environment: `jsonnet -m OUT MAIN`. */
function jsonnet(folder: string, estate: Estate): readonly Call[] {
  const rows: string[] = []
  for (const [app, objects] of estate) {
    const made = templated(objects)
    // `std.prune` would take empty lists and maps out of objects, too.
    put(
      path.join(folder, 'apps', `${app}.jsonnet`),
      expression(made).replace('std.prune([', 'std.filter(function(o) o != null, ['),
    )
    for (const [environment, own] of made.values)
      rows.push(`"${app} ${environment}.json": (import "apps/${app}.jsonnet")(${JSON.stringify(own)})`)
  }
  put(path.join(folder, 'main.jsonnet'), `{\n${rows.join(',\n')}\n}\n`)
  const out = path.join(folder, 'out')
  return [
    {
      command: [...peer(programs.jsonnet), '-c', '-m', out, 'main.jsonnet'],
      cwd: folder,
      objects: () =>
        new Map(
          readdirSync(out).map((name) => [
            name.replace(/\.json$/, ''),
            JSON.parse(readFileSync(path.join(out, name), 'utf8')) as KubeObject[],
          ]),
        ),
    },
  ]
}

const construct = `const { App, ApiObject, Chart } = require('cdk8s')
const { readFileSync } = require('fs')
const app = new App({ outdir: process.env.CDK8S_OUTDIR })
for (const [name, objects] of JSON.parse(readFileSync('objects.json', 'utf8'))) {
  const chart = new Chart(app, name, { disableResourceNameHashes: true })
  for (const object of objects) new ApiObject(chart, object.kind + '-' + object.metadata.name, object)
}
app.synth()
`

/** A chart of ApiObjects an app and environment: \`cdk8s synth --app PROGRAM\`. */
function cdk8s(folder: string, estate: Estate): readonly Call[] {
  const command = peer(programs.cdk8s)
  const charts = [...estate].flatMap(([app, all]) =>
    [...all].map(([environment, objects]) => [`${app}.${environment}`, objects] as const),
  )
  put(path.join(folder, 'objects.json'), JSON.stringify(charts))
  put(
    path.join(folder, 'main.js'),
    construct.replace(
      "require('cdk8s')",
      `require(${JSON.stringify(path.resolve(command[1] ?? '', '../../../cdk8s'))})`,
    ),
  )
  const out = path.join(folder, 'dist')
  return [
    {
      command: [
        ...command,
        'synth',
        '--app',
        `${process.execPath} main.js`,
        '--output',
        'dist',
        '--check-upgrade=false',
      ],
      cwd: folder,
      objects: () => {
        // The CLI puts a hash behind names that it takes for a path.
        const names = new Map(readdirSync(out).map((name) => [name.replace(/(-[0-9a-f]{8})?\.k8s\.yaml$/, ''), name]))
        return new Map(
          charts.map(([name]) => [
            name.replace(/\.([^.]*)$/, ' $1'),
            documents(readFileSync(path.join(out, names.get(name) ?? ''), 'utf8')),
          ]),
        )
      },
    },
  ]
}

export const peers: readonly Peer[] = [
  { name: 'helm template', version: programs.helm.version, isOneProcess: false, prepare: helm },
  { name: 'kustomize build', version: programs.kustomize.version, isOneProcess: false, prepare: kustomize },
  { name: 'go-jsonnet, one process', version: programs.jsonnet.version, isOneProcess: true, prepare: jsonnet },
  { name: 'cdk8s synth', version: programs.cdk8s.version, isOneProcess: true, prepare: cdk8s },
]

const sorted = (objects: readonly KubeObject[]): readonly unknown[] =>
  [...objects]
    .sort((a, b) => (`${a.kind} ${a.metadata.name}` < `${b.kind} ${b.metadata.name}` ? -1 : 1))
    .map((one) => JSON.parse(JSON.stringify(one)) as unknown)

/** @throws when a peer's objects are not the ones that Slipway made, so that a comparison would mean nothing */
export function checkEqual(
  name: string,
  calls: readonly { readonly call: Call; readonly run: Run }[],
  estate: Estate,
): void {
  const made = new Map(calls.flatMap(({ call, run }) => [...call.objects(run)]))
  for (const [app, all] of estate) {
    for (const [environment, objects] of all) {
      const theirs = made.get(keyOf(app, environment))
      if (theirs !== undefined && isDeepStrictEqual(sorted(theirs), sorted(objects))) continue
      throw new Error(`${name}: its objects of ${app} in ${environment} are others than Slipway's`)
    }
  }
}

/** Runs all calls of a peer one after another. @returns what they took together */
export function runPeer(
  { name, prepare }: Peer,
  folder: string,
  estate: Estate,
): { readonly wall: number; readonly cpu: number; readonly load: number; readonly calls: number } {
  const done = prepare(folder, estate).map((call) => {
    const [command, ...args] = call.command
    return { call, run: timed(command, args, { cwd: call.cwd }) }
  })
  checkEqual(name, done, estate)
  const sum = (of: (run: Run) => number) => done.reduce((all, { run }) => all + of(run), 0)
  return {
    wall: sum((run) => run.wall),
    cpu: sum((run) => run.cpu),
    load: done.at(-1)?.run.load ?? 0,
    calls: done.length,
  }
}
