import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
/** Any app of this estate will do: Nx gives it its tag because its spec is there. */
const hasSpec = (name: string) => ['app.ts', 'app.yaml'].some((spec) => existsSync(path.join(root, 'apps', name, spec)))
const app = readdirSync(path.join(root, 'apps')).find(hasSpec) ?? 'no-app'
const eslint = new ESLint({ cwd: root })

/** The rules that `text` would break if it stood in `file`; the file itself need not exist. */
async function broken(file: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: path.join(root, file) })
  return (result?.messages ?? []).map((m) => m.ruleId ?? m.message)
}

const boundary = '@nx/enforce-module-boundaries'
const restricted = 'no-restricted-imports'

describe('an illegal import fails', () => {
  it.each([
    ['upward', 'libs/core/src/x.ts', "import { resolve } from '@slipway/model'\nresolve()", boundary],
    [
      'upward, of types',
      'libs/fleet/src/x.ts',
      "import type { AppSpec } from '@slipway/spec'\nexport type A = AppSpec",
      boundary,
    ],
    ['upward, re-exported', 'libs/spec/src/x.ts', "export * from '@slipway/manifests'", boundary],
    ['upward, at run time', 'libs/model/src/x.ts', "export const x = () => import('@slipway/tree')", boundary],
    ['upward, in a test', 'libs/core/src/x.test.ts', "import { plan } from '@slipway/tree'\nplan()", boundary],
    ['of a tool by a lib', 'libs/tree/src/x.ts', "import plugin from '@slipway/nx-plugin'\nplugin()", boundary],
    [
      'of our libs by the service library',
      'libs/service/src/x.ts',
      "import { ok } from '@slipway/core'\nok(1)",
      boundary,
    ],
    [
      'of the service library by a lib',
      'libs/manifests/src/x.ts',
      "import { serve } from '@slipway/service'\nserve()",
      boundary,
    ],
    ['of our libs by an app', `apps/${app}/src/x.ts`, "import { ok } from '@slipway/core'\nok(1)", boundary],
    [
      'of the spec by the code of an app',
      `apps/${app}/src/x.ts`,
      "import { defineApp } from '@slipway/spec'\ndefineApp({})",
      boundary,
    ],
    [
      'of the model by an escape hatch',
      `apps/${app}/extra.ts`,
      "import { resolve } from '@slipway/model'\nresolve()",
      boundary,
    ],
    [
      'of a tool by an app, relative',
      `apps/${app}/src/x.ts`,
      "import { x } from '../../../tools/test/x.ts'\nx()",
      boundary,
    ],
    ['relative, over a border', 'libs/model/src/x.ts', "import { ok } from '../../core/src/index.ts'\nok(1)", boundary],
    [
      'relative, out of every project',
      'libs/model/src/x.ts',
      "import fleet from '../../../fleet/fleet.ts'\nfleet()",
      boundary,
    ],
    [
      'in a circle, of types',
      'libs/kube/src/value.ts',
      "import type { Workload } from './workload.ts'\nexport type W = Workload",
      'house/no-circle',
    ],
    [
      'in a circle, at run time',
      'libs/kube/src/item.ts',
      "export const x = () => import('./workload.ts')",
      'house/no-circle',
    ],
    ['cdk8s', 'libs/tree/src/x.ts', "import { App } from 'cdk8s'\nnew App()", restricted],
    ['cdk8s, by a tool', 'tools/slipway/x.ts', "import { App } from 'cdk8s'\nnew App()", restricted],
    ['cdk8s, its types', 'libs/spec/src/x.ts', "import type { Chart } from 'cdk8s'\nexport type C = Chart", restricted],
    [
      'cdk8s, where its types are allowed',
      'libs/spec/src/extra.ts',
      "import { App } from 'cdk8s'\nnew App()",
      restricted,
    ],
    [
      'cdk8s-plus, past its entry',
      'libs/manifests/src/x.ts',
      "import { KubePod } from 'cdk8s-plus-27/lib/imports/k8s.js'\nnew KubePod()",
      restricted,
    ],
    ['cdk8s-plus', 'libs/checks/src/x.ts', "import { Service } from 'cdk8s-plus-27'\nnew Service()", restricted],
    ['constructs', 'libs/aws/src/x.ts', "import { Construct } from 'constructs'\nnew Construct()", restricted],
    ['cdk8s, at run time', 'libs/tree/src/x.ts', "export const x = () => import('cdk8s')", 'no-restricted-syntax'],
    [
      'a model class',
      'libs/manifests/src/x.ts',
      "import { Application } from '@kubernetes-models/argo-cd'\nnew Application()",
      restricted,
    ],
    [
      'a model class by path',
      'libs/gitops/src/x.ts',
      "import { Gateway } from '@kubernetes-models/istio/x/v1'\nnew Gateway()",
      restricted,
    ],
    [
      'a core model class',
      'libs/manifests/src/x.ts',
      "import { Pod } from 'kubernetes-models/v1/Pod'\nnew Pod()",
      restricted,
    ],
    [
      'a model, at run time',
      'libs/manifests/src/x.ts',
      "export const x = () => import('kubernetes-models/v1')",
      'no-restricted-syntax',
    ],
    [
      'more than its own library by fleet data',
      'fleet/clusters/x.ts',
      "import { ok } from '@slipway/core'\nok(1)",
      restricted,
    ],
  ])('%s', async (_what, file, text, rule) => {
    expect(await broken(file, text)).toContain(rule)
  })

  it('inline types count as a value: stripping them leaves the import', async () => {
    const text = "import { type Pod } from 'kubernetes-models/v1/Pod'\nexport type P = Pod"
    expect(await broken('libs/manifests/src/x.ts', text)).not.toEqual([])
  })
})

describe('a legal import passes', () => {
  it.each([
    ['downward', 'libs/model/src/x.ts', "import { ok } from '@slipway/core'\nok(1)"],
    ['far downward', 'libs/checks/src/x.ts', "import { parse } from '@slipway/core'\nparse()"],
    ['within the lib', 'libs/core/src/x.ts', "import { ok } from './issue.ts'\nok(1)"],
    ['any lib, by a tool', 'tools/nx-plugin/x.ts', "import { plan } from '@slipway/tree'\nplan()"],
    ['cdk8s where it belongs', 'libs/manifests/src/x.ts', "import { App } from 'cdk8s'\nnew App()"],
    ['cdk8s-plus where it belongs', 'libs/platform/src/x.ts', "import { Service } from 'cdk8s-plus-27'\nnew Service()"],
    ['constructs where they belong', 'libs/gitops/src/x.ts', "import { Construct } from 'constructs'\nnew Construct()"],
    ['the type of a chart', 'libs/spec/src/extra.ts', "import type { Chart } from 'cdk8s'\nexport type C = Chart"],
    ['cdk8s in an escape hatch', `apps/${app}/extra.ts`, "import { App } from 'cdk8s'\nnew App()"],
    [
      'types of a model',
      'libs/gitops/src/x.ts',
      "import type { IGateway } from '@kubernetes-models/istio'\nexport type G = IGateway",
    ],
    [
      'the spec, by app.ts',
      `apps/${app}/app.ts`,
      "import { defineApp } from '@slipway/spec'\nexport default defineApp({})",
    ],
    [
      'the spec, by extra.ts',
      `apps/${app}/extra.ts`,
      "import type { Extra } from '@slipway/spec'\nexport type E = Extra",
    ],
    ['the service library, by an app', `apps/${app}/src/x.ts`, "import { serve } from '@slipway/service'\nserve()"],
    [
      'fleet data',
      'fleet/clusters/x.ts',
      "import { defineCluster } from '@slipway/fleet'\nexport default defineCluster({})",
    ],
  ])('%s', async (_what, file, text) => {
    expect(await broken(file, text)).toEqual([])
  })
})

describe('what asks for the words of an issue fails', () => {
  const asks = (what: string) => `export const x = (issue: { want: string, hint: string }) => ${what}`
  it.each(["issue.want.includes('pods')", "issue.hint === 'correct it'", "'lower it' !== issue.want"])(
    '%s',
    async (what) => {
      expect(await broken('libs/checks/src/x.ts', asks(what))).toContain('no-restricted-syntax')
      expect(await broken('libs/checks/src/x.test.ts', asks(what))).toEqual([])
    },
  )
  it('but not what passes them on', async () => {
    expect(await broken('libs/checks/src/x.ts', asks("issue.want + issue.hint.replaceAll('a', 'b')"))).toEqual([])
  })
})
