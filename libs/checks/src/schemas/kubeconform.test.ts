import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { kubernetesVersions } from '@slipway/fleet'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { validate } from './kubeconform.ts'
import { findKubeconform, type Kubeconform } from './kubeconform-binary.ts'
import { thisMachine } from './kubeconform-machine.ts'
import { schemaFolder } from './kubeconform-schema.ts'

let root: string
let kubeconform: Kubeconform

beforeAll(async () => {
  const found = await findKubeconform(thisMachine())
  if (!found.ok) throw new Error(found.issues.map((issue) => `${issue.got}\n${issue.hint}`).join('\n'))
  kubeconform = found.value
}, 900_000)
beforeEach(() => {
  // A blank, a percent sign and braces, as people's folders have them.
  root = path.join(mkdtempSync(path.join(tmpdir(), 'slipway-ring3-')), 'a %20 {{b}}')
  mkdirSync(path.join(root, 'clusters/dev'), { recursive: true })
})
afterEach(() => rmSync(path.dirname(root), { recursive: true, force: true }))

/** JSON is YAML; so a test needs no emitter. */
const put = (name: string, ...objects: readonly unknown[]) =>
  writeFileSync(path.join(root, 'clusters/dev', name), objects.map((object) => JSON.stringify(object)).join('\n---\n'))
const objectsOf = (file: string) =>
  readFileSync(file, 'utf8')
    .split('\n---\n')
    .map((text) => JSON.parse(text) as unknown)
function judge(folders: readonly string[] = ['clusters/dev']) {
  return validate({ root, folders, kubernetesVersion: '1.35', kubeconform, objectsOf })
}

const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web' }] } }
const object = (apiVersion: string, kind: string, spec: unknown) => ({
  apiVersion,
  kind,
  metadata: { name: 'web' },
  spec,
})
const deployment = (spec: object = {}) =>
  object('apps/v1', 'Deployment', { selector: { matchLabels: { app: 'web' } }, template, ...spec })
const rollout = (canary: object) => object('argoproj.io/v1alpha1', 'Rollout', { strategy: { canary }, template })
const pod = (container: object) => object('v1', 'Pod', { containers: [{ name: 'web', image: 'web', ...container }] })
const rolling = (maxSurge: unknown) => deployment({ strategy: { rollingUpdate: { maxSurge } } })

describe('validate', () => {
  const good: readonly [string, unknown][] = [
    ['a Deployment', deployment()],
    ['a whole number where a percentage may stand (Deployment)', rolling(1)],
    ['a percentage where a whole number may stand (Deployment)', rolling('25%')],
    ['a whole number (Rollout)', rollout({ maxSurge: 1 })],
    ['a percentage (Rollout)', rollout({ maxSurge: '25%' })],
    [
      'a duration as number and as text (Rollout)',
      rollout({ steps: [{ pause: { duration: 10 } }, { pause: { duration: '10s' } }] }),
    ],
    ['a quantity as number and as text', pod({ resources: { limits: { cpu: 1, memory: '1Gi' } } })],
    [
      'a field that keeps unknown fields (Helm values of an Application)',
      object('argoproj.io/v1alpha1', 'Application', {
        project: 'x',
        destination: {},
        source: { repoURL: 'x', helm: { valuesObject: { any: { thing: [1] } } } },
      }),
    ],
    [
      'null where it may be (DestinationRule)',
      object('networking.istio.io/v1', 'DestinationRule', {
        host: 'web',
        trafficPolicy: { outlierDetection: { consecutive5xxErrors: null } },
      }),
    ],
  ]
  it.each(good)('takes %s', async (_name, given) => {
    put('web.yaml', given)
    expect(await judge()).toMatchObject({ ok: true, value: { valid: 1, files: 1, kubernetesVersion: '1.35' } })
  })

  // What is given, then the issue: field, code, given, wanted, hint.
  const bad: readonly [string, unknown, readonly [string, string, string, string, string]][] = [
    [
      'a misspelt field',
      pod({ readinesProbe: {} }),
      [
        'spec.containers[0].readinesProbe',
        'schema-unknown-field',
        'a field "readinesProbe"',
        'one of',
        'did you mean "readinessProbe"?',
      ],
    ],
    [
      "a misspelt field of an object's metadata in a CRD",
      { ...rollout({}), metadata: { name: 'web', lables: {} } },
      ['metadata.lables', 'schema-unknown-field', 'a field "lables"', 'one of', 'did you mean "labels"?'],
    ],
    [
      'a misspelt field inside a CRD',
      rollout({ steps: [{ setWieght: 5 }] }),
      [
        'spec.strategy.canary.steps[0].setWieght',
        'schema-unknown-field',
        'a field "setWieght"',
        'setWeight',
        'did you mean "setWeight"?',
      ],
    ],
    [
      'a text for a number',
      deployment({ replicas: '3' }),
      ['spec.replicas', 'schema-type', '"3" (string)', 'integer', 'correct what renders it'],
    ],
    [
      'a truth value for int-or-string (Rollout)',
      rollout({ maxSurge: true }),
      ['spec.strategy.canary.maxSurge', 'schema-type', 'true (boolean)', 'integer or string', 'correct'],
    ],
    [
      'null where it may not be',
      deployment({ replicas: null }),
      ['spec.replicas', 'schema-type', 'null (null)', 'integer', 'correct'],
    ],
    [
      'a missing field',
      object('v1', 'Pod', { containers: [{ image: 'web' }] }),
      ['spec.containers[0].name', 'schema-missing-field', 'nothing', 'a field "name"', 'add "name"'],
    ],
    [
      'fields that exclude each other',
      object('networking.istio.io/v1', 'VirtualService', {
        http: [{ match: [{ uri: { prefix: '/', exact: '/' } }], route: [{ destination: { host: 'a' } }] }],
      }),
      ['spec.http[0].match[0].uri', 'schema-value', '{"prefix":"/","exact":"/"}', 'only one of the fields', 'correct'],
    ],
    [
      'a kind without a schema',
      object('v1', 'Widget', {}),
      [
        'kind',
        'schema-unknown-kind',
        'v1 Widget',
        'a kind that we have a schema for',
        'maintainers/vendor-schemas/sources.ts',
      ],
    ],
    [
      'an old version of a kind',
      object('networking.istio.io/v1alpha3', 'VirtualService', {}),
      [
        'kind',
        'schema-unknown-kind',
        'networking.istio.io/v1alpha3 VirtualService',
        'networking.istio.io/v1',
        'maintainers/vendor-schemas',
      ],
    ],
    [
      'a kind in small letters',
      { ...pod({}), kind: 'pod' },
      ['kind', 'schema-value', '"pod"', '"Pod"', 'did you mean "Pod"?'],
    ],
    [
      'a status, which controllers write',
      { ...deployment(), status: {} },
      [
        'status',
        'schema-unknown-field',
        'a field "status"',
        'one of: apiVersion, kind, metadata, spec',
        'take "status" out',
      ],
    ],
    [
      'no metadata',
      { apiVersion: 'v1', kind: 'ConfigMap' },
      ['metadata', 'schema-missing-field', 'nothing', 'a field "metadata"', 'add "metadata"'],
    ],
    [
      'no object',
      { kind: 'Pod' },
      ['', 'schema-unreadable', "missing 'apiVersion' key", 'one Kubernetes object', 'correct'],
    ],
  ]
  it.each(bad)('refuses %s', async (_name, given, [at, code, got, want, hint]) => {
    put('web.yaml', given)
    const result = await judge()
    expect(result.ok ? [] : result.issues).toEqual([
      {
        file: 'clusters/dev/web.yaml',
        at,
        code,
        got: expect.stringContaining(got) as string,
        want: expect.stringContaining(want) as string,
        hint: expect.stringContaining(hint) as string,
      },
    ])
  })

  it('refuses a key that is written twice', async () => {
    const file = path.join(root, 'clusters/dev/web.yaml')
    writeFileSync(file, 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: b}\ndata: {}\n')
    const result = await judge()
    const got = expect.stringContaining('"data" already set') as string
    expect(result.ok ? [] : result.issues).toMatchObject([{ code: 'schema-unreadable', got }])
  })

  it('finds every fault of every object, also in a file with several', async () => {
    put('a.yaml', deployment({ replicas: 'x', paused: 'x' }), pod({}), pod({ tty: 1 }))
    put('b.yaml', pod({ stdin: 1 }))
    const result = await judge()
    expect((result.ok ? [] : result.issues).map((issue) => `${issue.file} ${issue.at}`).sort()).toEqual([
      'clusters/dev/a.yaml spec.containers[0].tty',
      'clusters/dev/a.yaml spec.paused',
      'clusters/dev/a.yaml spec.replicas',
      'clusters/dev/b.yaml spec.containers[0].stdin',
    ])
  })

  it('names the type when nobody reads the file for it', async () => {
    put('web.yaml', deployment({ replicas: '3' }))
    const result = await validate({ root, folders: ['clusters/dev'], kubernetesVersion: '1.35', kubeconform })
    expect(result.ok ? [] : result.issues).toMatchObject([{ at: 'spec.replicas', got: 'string', want: 'integer' }])
  })

  it('names the value that kubeconform quotes when nobody reads the file for it', async () => {
    const nodeClassRef = { group: 'karpenter.k8s.aws/v1', kind: 'EC2NodeClass', name: 'x' }
    put('web.yaml', object('karpenter.sh/v1', 'NodePool', { template: { spec: { nodeClassRef, requirements: [] } } }))
    const result = await validate({ root, folders: ['clusters/dev'], kubernetesVersion: '1.35', kubeconform })
    expect(result.ok ? [] : result.issues).toMatchObject([
      { at: 'spec.template.spec.nodeClassRef.group', got: "'karpenter.k8s.aws/v1'" },
    ])
  })

  it('does not take nothing for a success', async () => {
    const codes = async (folders: readonly string[]) => {
      const result = await judge(folders)
      return result.ok ? [] : result.issues.map((issue) => `${issue.file} ${issue.code}`)
    }
    expect(await codes(['clusters/dev'])).toEqual(['clusters/dev schema-nothing-to-judge'])
    expect(await codes(['clusters/none'])).toEqual(['clusters/none schema-nothing-to-judge'])
    expect(await codes([])).toEqual(['clusters schema-nothing-to-judge'])
    put('web.yaml', pod({}), pod({}))
    writeFileSync(path.join(root, 'clusters/dev/empty.yaml'), '# nothing\n')
    expect(await codes(['clusters/dev'])).toEqual(['clusters/dev/empty.yaml schema-empty-file'])
  })

  it('says so when the program gives no answer', async () => {
    put('web.yaml', pod({}))
    const machine = {
      ...thisMachine(),
      run: () => Promise.resolve({ code: 2, stdout: '', stderr: 'flag provided but not defined', missing: false }),
    }
    const result = await validate({ root, folders: ['clusters/dev'], kubernetesVersion: '1.35', kubeconform, machine })
    const got = expect.stringContaining('flag provided') as string
    expect(result.ok ? [] : result.issues).toMatchObject([{ code: 'schema-not-judged', got }])
  })
})

describe('the vendored schemas', () => {
  it.each(kubernetesVersions)(
    'every one is read by kubeconform (Kubernetes %s)',
    async (kubernetesVersion) => {
      let count = 0
      for (const part of [`kubernetes-${kubernetesVersion}`, 'crds']) {
        const names = readdirSync(path.join(schemaFolder, part), { recursive: true, encoding: 'utf8' })
        for (const file of names.filter((name) => name.includes('_'))) {
          const schema = JSON.parse(readFileSync(path.join(schemaFolder, part, file), 'utf8')) as {
            properties: unknown
          }
          const { apiVersion, kind } = schema.properties as Record<string, { enum: [string] }>
          put(`${count++}.yaml`, {
            apiVersion: apiVersion?.enum[0],
            kind: kind?.enum[0],
            metadata: { name: 'web' },
            unknown: 1,
          })
        }
      }
      const result = await validate({ root, folders: ['clusters/dev'], kubernetesVersion, kubeconform, objectsOf })
      // The unknown field is found in each: so each schema was found, compiled and is strict.
      const strict = result.ok
        ? []
        : result.issues.filter((issue) => issue.at === 'unknown' && issue.code === 'schema-unknown-field')
      expect(count).toBeGreaterThan(50)
      expect(strict).toHaveLength(count)
    },
    60_000,
  )
})
