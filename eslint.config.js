// @ts-check
import nx from '@nx/eslint-plugin'
import { createProjectGraphAsync } from '@nx/devkit'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'
import { noCircle } from './tools/test/no-circle.js'

// The boundary rule reads the graph that Nx cached; where there is none it skips itself without an error. So it is made
// here, or we stop.
await createProjectGraphAsync()

/**
 * From the ground up: a layer may import those before it. The tag is in each project's package.json; the plugin tags
 * apps. docs/architecture.svg shows these floors.
 */
const floors = {
  'the ground floor': ['core', 'cli', 'kube'],
  'what people say': ['fleet', 'spec', 'model'],
  'what it becomes': ['manifests', 'platform', 'gitops', 'aws'],
  'on disk': ['tree'],
  'is it right, what will it do': ['capacity', 'checks', 'review'],
  'moving it, proving it': ['release', 'live', 'rehearsal'],
  'the command': ['tools'],
}
const layers = Object.values(floors).flat()

/** @param {string} layer @param {readonly string[]} targets */
const allow = (layer, targets) => ({
  sourceTag: `layer:${layer}`,
  onlyDependOnLibsWithTags: targets.map((t) => `layer:${t}`),
})

const constraints = [
  ...layers.map((layer, i) => allow(layer, layers.slice(0, layer === 'tools' ? i + 1 : i))),
  allow('service', []),
  allow('estate', ['fleet']),
]

/**
 * @param {readonly string[]} app what an app's files may import of ours
 * @returns {import('eslint').Linter.RulesRecord}
 */
const boundaries = (app) => ({
  '@nx/enforce-module-boundaries': ['error', { depConstraints: [...constraints, allow('app', app)] }],
})

const cdk8s = {
  regex: '^(cdk8s|cdk8s-plus-\\d+|constructs)(/|$)',
  message:
    'Only libs/manifests, platform, gitops and apps/<app>/extra.ts build Kubernetes objects with cdk8s; elsewhere take a KubeObject of @slipway/core.',
}
/** Its public entries are one file each: a deep import would break with any new version. */
const cdk8sInside = {
  regex: '^(cdk8s|cdk8s-plus-\\d+|constructs)/',
  message: 'Import it by its public entry; the kinds of Kubernetes are `k8s` of cdk8s-plus-27.',
}
const models = {
  regex: '^(@kubernetes-models/|kubernetes-models(/|$))',
  allowTypeImports: true,
  message:
    'These packages are types to us: write `import type`. Their classes validate at run time, which the checks do once.',
}
const estate = { regex: '^@slipway/(?!fleet$)', message: 'Fleet data is typed by @slipway/fleet alone.' }
const unloaded = {
  selector: 'ImportExpression[source.value=/^(cdk8s|constructs|kubernetes-models|@kubernetes-models)/]',
  message: 'Import it at the top of the file, where the rules of imports see it.',
}
/** What people read of an issue; decisions read its `code`. */
const sentence = 'MemberExpression[property.name=/^(want|hint)$/]'
const decidedByWords = [
  `BinaryExpression[operator=/^[!=]==?$/] > ${sentence}`,
  `MemberExpression[property.name=/^(includes|startsWith|endsWith|match|matchAll|search|indexOf)$/] > ${sentence}.object`,
].map((selector) => ({ selector, message: 'Ask for the code: a sentence may be reworded at any time.' }))

// Its types were written for another ESLint's context; that it runs is what tools/test/lint.test.ts shows.
const boundaryPlugin = /** @type {import('eslint').ESLint.Plugin} */ (/** @type {unknown} */ ({ rules: nx.rules }))

/** @param {...object} patterns @returns {import('eslint').Linter.RulesRecord} */
const imports = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] })

export default defineConfig(
  globalIgnores(['clusters/', 'argocd/', 'apps/*/releases/', '**/dist/', '**/coverage/', '.nx/', '.slipway/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,js,cjs}'],
    extends: [tseslint.configs.strict],
    plugins: { '@nx': boundaryPlugin, house: { rules: { 'no-circle': noCircle } } },
    rules: {
      'house/no-circle': 'error',
      ...boundaries(['service']),
      ...imports(cdk8s, models),
      'no-restricted-syntax': ['error', unloaded],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-console': ['error', { allow: ['log', 'error'] }],
      'no-constant-binary-expression': 'error',
      'no-empty-character-class': 'error',
      'no-self-compare': 'error',
      'no-sparse-arrays': 'error',
      'no-unsafe-finally': 'error',
      'no-unreachable-loop': 'error',
      'no-useless-escape': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      // `import { type X }` still loads the module when types are only stripped.
      '@typescript-eslint/no-import-type-side-effects': 'error',
    },
  },
  // The compiler says it (noUnusedLocals, noUnusedParameters); here it would take a third of the time of all rules.
  { files: ['**/*.ts'], rules: { '@typescript-eslint/no-unused-vars': 'off' } },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  {
    files: ['libs/**', 'tools/**', 'maintainers/**'],
    ignores: ['**/*.test.ts', '**/test/**'],
    rules: { 'no-restricted-syntax': ['error', unloaded, ...decidedByWords] },
  },
  { files: ['libs/{manifests,platform,gitops}/**'], rules: imports(cdk8sInside, models) },
  // What `build` of an extra.ts is given is typed here.
  { files: ['libs/spec/src/extra.ts'], rules: imports({ ...cdk8s, allowTypeImports: true }, models) },
  { files: ['fleet/**'], rules: imports(cdk8s, models, estate) },
  { files: ['apps/*/app.ts', 'apps/*/extra.ts'], rules: boundaries(['spec']) },
  { files: ['apps/*/extra.ts'], rules: imports(models) },
)
