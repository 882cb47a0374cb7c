import { symlinkSync } from 'node:fs'
import path from 'node:path'
import { spec } from '@slipway/release/sample'
import type { Attack, ScratchEstate } from '../estate.ts'

const folder = 'clusters/prod-eu/shop/web'
const manifest = `${folder}/deployment-web.yaml`
const image = `docker.io/evil/miner@sha256:${'b'.repeat(64)}`

/** Writes a file of the pull request, after what it says now. */
const put =
  (file: string, change: (text: string) => string) =>
  (estate: ScratchEstate): void => {
    let text = ''
    try {
      text = estate.text(file)
    } catch {
      // A new file.
    }
    estate.put(file, change(text))
  }
const hidden = (change: (text: string) => string) => put(manifest, change)

/** The review reports each as high, with its code, so that `review --fail-on high` is red. */
const rows: readonly (readonly [name: string, code: string, prepare: (estate: ScratchEstate) => void])[] = [
  [
    'hides an image behind a line separator in a comment',
    'read-otherwise',
    hidden((text) => `${text}# note\u2028spec: {image: "${image}"}\n`),
  ],
  [
    'hides an image behind a next line character',
    'read-otherwise',
    hidden((text) => `${text}# note\u0085spec: {image: "${image}"}\n`),
  ],
  [
    'hides an image behind a carriage return',
    'read-otherwise',
    hidden((text) => `${text}# note\rspec: {image: "${image}"}\n`),
  ],
  [
    'replaces an image by a merge key behind it',
    'read-otherwise',
    hidden((text) =>
      text.replace(
        /^( *)(?:- )?image: .*$/m,
        (line) => `${line}\n${/^ */.exec(line)?.[0] ?? ''}${line.includes('- ') ? '  ' : ''}<<: {image: "${image}"}`,
      ),
    ),
  ],
  ['has Argo CD leave a policy out', 'read-otherwise', hidden((text) => `# +argocd:skip-file-rendering\n${text}`)],
  ['renames a key by a bare word', 'read-otherwise', hidden((text) => `${text}on: x\n`)],
  [
    'puts words beside the objects, so that Argo CD drops the file',
    'no-object',
    hidden((text) => `a: b\n---\n${text}`),
  ],
  ['makes an object a list', 'hidden-by-items', hidden((text) => `${text}items: []\n`)],
  [
    'overrides the source of the app',
    'argo-override',
    put(`${folder}/.argocd-source-web.yaml`, () => 'kustomize: {images: [a]}\n'),
  ],
  ['makes the folder a chart', 'argo-tool', put(`${folder}/Chart.yaml`, () => 'name: evil\n')],
  ['makes the folder a kustomization', 'argo-tool', put(`${folder}/kustomization.yaml`, () => 'resources: []\n')],
  [
    'links a manifest to an endless device',
    'link',
    (estate) => symlinkSync('/dev/zero', path.join(estate.root, folder, 'x.yaml')),
  ],
  [
    'saves a manifest as UTF-16',
    'read-otherwise|yaml-encoding',
    (estate) => estate.put(manifest, Buffer.from(`\ufeff${estate.text(manifest)}`, 'utf16le').toString('latin1')),
  ],
  [
    'runs on pull_request_target with the code of strangers',
    'outside-code-run',
    put(
      '.github/workflows/x.yml',
      () =>
        `on: pull_request_target\npermissions: {}\njobs: {a: {runs-on: x, permissions: {}, steps: [{uses: actions/checkout@${'a'.repeat(40)}}]}}\n`,
    ),
  ],
  [
    'takes a secret into a workflow',
    'secret-used',
    put(
      '.github/workflows/x.yml',
      () =>
        'on: push\npermissions: {}\njobs: {a: {runs-on: x, permissions: {}, steps: [{run: "echo ${{ secrets.KEY }}"}]}}\n',
    ),
  ],
  [
    'gives a role to everybody',
    'trust-widened',
    put(
      'aws/111122223333/role-x.yaml',
      () =>
        'Resources: {X: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Action: sts:AssumeRole, Principal: "*"}]}}}}\n',
    ),
  ],
  [
    'runs a script when packages are installed',
    'install-script',
    put('apps/web/package.json', () => '{"scripts": {"postinstall": "node x"}}\n'),
  ],
  [
    'puts another package in the place of one that everybody imports',
    'package-elsewhere',
    put(
      'package-lock.json',
      () =>
        '{"packages": {"node_modules/yaml": {"name": "evil", "version": "2.9.1", "resolved": "https://registry.npmjs.org/evil/-/evil-2.9.1.tgz", "integrity": "sha512-b"}}}\n',
    ),
  ],
  [
    'puts its own folder in the place of a package',
    'package-elsewhere',
    put('package-lock.json', () => '{"packages": {"node_modules/yaml": {"resolved": "apps/web", "link": true}}}\n'),
  ],
  ['takes packages from another registry', 'line-added', put('.npmrc', () => 'registry=https://evil.example\n')],
  [
    'folds the diff of the tree',
    'hidden-from-review',
    put('.gitattributes', (text) => `${text}clusters/** -diff linguist-generated\n`),
  ],
  ['runs an image as root', 'user-lost', put('apps/web/Dockerfile', () => 'FROM scratch\nUSER 0\n')],
  ['turns the direction of writing in code', 'invisible', put('libs/x.ts', () => "if (a /*\u202e*/ === 'b') {}\n")],
]

const told = rows.map(
  ([name, code, prepare]): Attack => ({
    name,
    why: 'people who review would not see it; the review tells it as a high risk',
    async run(estate) {
      prepare(estate)
      estate.git('add', '-f', '-A')
      estate.commit('a pull request')
      await estate.refuses(code, ['review', '--base', 'HEAD^', '--head', 'HEAD', '--fail-on', 'high'])
    },
  }),
)

export default [
  ...told,
  {
    name: 'has Argo CD leave its manifests out, by words in its spec',
    why: 'what is not read is pruned, policies and budgets too; gen refuses the words in any text that it writes',
    async run(estate) {
      estate.put('apps/web/app.ts', { ...spec, env: { NOTE: '+argocd:skip-file-rendering' } })
      await estate.refuses('tree-skip-marker', ['gen'])
    },
  },
  {
    name: 'reads its spec from an endless device',
    why: 'whoever checks would run out of memory; only regular files of a size are read',
    async run(estate) {
      estate.git('rm', '-q', '--cached', 'apps/web/app.ts')
      symlinkSync('/dev/zero', path.join(estate.root, 'apps/web/app.yaml'))
      await estate.refuses('file-link|input-size|spec-twice|two-specs|duplicate-spec')
    },
  },
] satisfies readonly Attack[]
