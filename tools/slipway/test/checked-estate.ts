import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { CheckCache } from '@slipway/checks'
import { ok, type Issue, type Rendered } from '@slipway/core'
import { desiredOf, drift, filesOf, nodeDisk } from '@slipway/tree'
import { check, type Options, type Parts } from '../check/run.ts'
import type { Tree } from '../check/tree.ts'
import { fleet } from './small-fleet.ts'

export const fileOf = (app: string, more: object = {}): Rendered => ({
  path: `clusters/dev/shop/${app}/configmap-${app}.yaml`,
  source: `apps/${app}/app.ts`,
  objects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: app, namespace: 'shop', ...more }, data: {} }],
})

export const issueOf = (over: Partial<Issue> = {}): Issue => ({
  file: 'apps/web/app.ts',
  at: 'port',
  code: 'x',
  got: 'a',
  want: 'b',
  hint: 'c',
  ...over,
})

export type Judge = Parts['validate']
/** Finds everything valid. */
export const valid: Judge = ({ folders, kubernetesVersion }) =>
  Promise.resolve(
    ok({
      valid: folders.length,
      files: 1,
      kubernetesVersion,
      kubeconform: { command: 'k', version: '0', from: 'PATH', notes: [] },
    }),
  )

/** Must not be asked. */
export const never = () => Promise.reject(new Error('asked'))

export const withMore =
  (desire: Parts['desire'], more: Partial<Tree>): Parts['desire'] =>
  async (at) => {
    const made = await desire(at)
    return made.ok ? ok({ ...made.value, ...more }) : made
  }

/** An estate in a temporary folder, with the apps web and api, and `check` of it. */
export class CheckedEstate {
  readonly root = fs.mkdtempSync(path.join(fs.realpathSync(tmpdir()), 'slipway-check-test-'))

  constructor() {
    for (const app of ['web', 'api']) fs.mkdirSync(path.join(this.root, 'apps', app), { recursive: true })
  }

  remove(): void {
    fs.rmSync(this.root, { recursive: true, force: true })
  }

  cache(): CheckCache {
    return new CheckCache(nodeDisk(this.root), 'code', [], 'schemas')
  }

  rendering(...rendered: readonly Rendered[]): Parts['desire'] {
    const texts = filesOf(rendered)
    const tree = texts.ok ? texts.value : new Map<string, string>()
    return () =>
      Promise.resolve(
        ok({
          ...desiredOf(tree),
          key: () => undefined,
          drift: (scope: Parameters<Tree['drift']>[0]) => drift(nodeDisk(this.root), tree, scope),
          files: (folder: string) => rendered.filter((one) => path.dirname(one.path) === folder),
          model: { fleet, rejected: new Map() },
          apps: rendered.length,
          sources: [],
          clusters: 1,
        } as never),
      )
  }

  /** Writes files as gen would. */
  write(...rendered: readonly Rendered[]): void {
    const files = filesOf(rendered)
    for (const [name, text] of files.ok ? files.value : []) {
      fs.mkdirSync(path.join(this.root, path.dirname(name)), { recursive: true })
      fs.writeFileSync(path.join(this.root, name), text)
    }
  }

  async check(
    desire: Parts['desire'],
    validate: Judge,
    given: Partial<Options> = {},
    more: Partial<Parts> = {},
  ): Promise<{ exit: number; out: string; err: string }> {
    const heard = { out: '', err: '' }
    const exit = await check(
      { root: this.root, app: undefined, json: false, schemas: true, ...given },
      { desire, validate, ...more },
      {
        out: (text) => void (heard.out += text),
        err: (text) => void (heard.err += text),
        seconds: () => 0,
      },
    )
    return { exit, ...heard }
  }
}
