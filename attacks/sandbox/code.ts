import { strict as assert } from 'node:assert'
import { spec } from '@slipway/release/sample'
import { computed as app, sayInFleet, type Attack } from '../estate.ts'

const data = JSON.stringify(spec)
const get = (module: string, call: string): string => `import * as it from '${module}'\n;(it as any).${call}`

type Row = readonly [name: string, code: string, why: string, file: Readonly<Record<string, string>>]
const spec1 = (text: string) => ({ 'apps/web/app.ts': text })
const extra = (text: string) => ({ 'apps/web/extra.ts': text })

const rows: readonly Row[] = [
  [
    'ends the process with success',
    'does-not-run',
    'a check that ends early says nothing is wrong',
    spec1(app('process.exit(0)')),
  ],
  [
    'ends the process and swallows the refusal',
    'code-exit',
    'the same, past our own process.exit',
    spec1(app('await new Promise(() => {})')),
  ],
  ['loops', 'code-time', 'a check that never ends holds up everybody', spec1(app('for (;;);'))],
  [
    'takes all memory',
    'code-memory|code-time',
    'the runner dies, and with it what says no',
    spec1(app('const all: unknown[] = []\nfor (;;) all.push(Buffer.alloc(64 * 1024 ** 2, 1))')),
  ],
  [
    'answers with a hundred megabytes',
    'code-size|code-time',
    'the same, in our process',
    spec1(`export default { ...${data}, image: 'x'.repeat(1e8) }`),
  ],
  [
    'reads a file of the machine',
    'does-not-run',
    'keys of the runner or the laptop, put into a manifest',
    spec1(app(get('node:fs', "readFileSync('/etc/passwd', 'utf8')"))),
  ],
  [
    'reads the environment of the process that started it',
    'does-not-run',
    'tokens',
    spec1(app(get('node:fs', 'readFileSync(`/proc/${process.ppid}/environ`)'))),
  ],
  [
    'reads by way of cdk8s',
    'does-not-run',
    'packages have the real fs',
    spec1(app(get('cdk8s', "Yaml.load('/etc/passwd')"))),
  ],
  [
    'fetches by way of cdk8s, which starts a process',
    'does-not-run',
    'what it says could be anything, another time',
    spec1(app(get('cdk8s', "Yaml.load('https://acme.example/a.yaml')"))),
  ],
  [
    "imports another app's file",
    'does-not-run',
    "an app's manifests would follow from what others may change",
    spec1(app("import '../ledger/app.ts'")),
  ],
  ['imports an absolute path', 'does-not-run', 'the same, of the machine', spec1(app("import '/etc/hostname.js'"))],
  [
    'writes a file',
    'does-not-run',
    'the tree, the cache or our code, changed while it is judged',
    spec1(app(get('node:fs', "writeFileSync('x', '')"))),
  ],
  [
    'writes a file by way of a package',
    'does-not-run',
    'the same',
    spec1(app(get('cdk8s', "Yaml.save('/tmp/slipway-attack.yaml', [{}])"))),
  ],
  [
    'starts a program',
    'does-not-run',
    'all that a program can',
    spec1(app(get('node:child_process', "execSync('id')"))),
  ],
  [
    'starts a thread',
    'does-not-run',
    'a thread has its own globals, which nobody took away',
    spec1(app(get('node:worker_threads', 'isMainThread'))),
  ],
  [
    'speaks to the network',
    'does-not-run',
    'the metadata service of a runner, services of the office',
    spec1(app("await fetch('http://169.254.169.254/')")),
  ],
  ['connects a socket', 'does-not-run', 'the same', spec1(app(get('node:net', 'connect(80)')))],
  [
    'asks a name server',
    'does-not-run',
    'names carry data out',
    spec1(app(get('node:dns', "lookup('acme.example', () => {})"))),
  ],
  [
    "takes Node's own bindings",
    'does-not-run',
    'what is below every limit of modules',
    spec1(app("(process as any).binding('fs')")),
  ],
  [
    'asks the process for a module',
    'does-not-run',
    'past the hooks of imports',
    spec1(app("(process as any).getBuiltinModule('fs').readFileSync('/etc/passwd')")),
  ],
  [
    'makes its own require',
    'does-not-run',
    'the same',
    spec1(app("import { createRequire } from 'node:module'\ncreateRequire(import.meta.url)('fs')")),
  ],
  [
    'imports from a text',
    'does-not-run',
    'code without a file has no folder',
    spec1(app('await import(\'data:text/javascript,import "node:child_process"\')')),
  ],
  [
    'imports out of a function made of text',
    'does-not-run',
    'such an import has no file that it came from',
    spec1(app('await new Function(\'return import("node:child_process")\')()')),
  ],
  ['kills the process that started it', 'does-not-run', 'no check, no no', spec1(app('process.kill(process.ppid)'))],
  [
    'asks the time',
    'does-not-run',
    "a merged app could turn every other team's pull request red, at a time of its author's choice",
    spec1(app('const late = Date.now() > 2e12; if (late) throw late')),
  ],
  [
    "asks the time by a date's constructor",
    'does-not-run',
    'the same, past the global',
    spec1(app('new (new Date(0) as any).constructor()')),
  ],
  ['throws dice', 'does-not-run', 'the same, now and then', spec1(app('Math.random()'))],
  ['throws dice of the crypto module', 'does-not-run', 'the same', spec1(app(get('node:crypto', 'randomBytes(8)')))],
  ...(
    [
      ['writes a file by a database, past the permission model', "get('node:sqlite').DatabaseSync"],
      ['replaces the hooks of imports by way of a package', "get('module').registerHooks"],
      ['connects a socket by way of a package', "get('net').connect"],
      ['asks the time in another world, by way of a package', "get('vm').runInNewContext"],
    ] as const
  ).map(
    ([name, what]): Row => [
      name,
      'does-not-run',
      'some packages import whatever they are told to',
      spec1(app(`import fresh from 'import-fresh'\nconst get: any = fresh\n${what}('/tmp/slipway-attack')`)),
    ],
  ),
  ['throws null', 'does-not-run', 'a crash of ours is a check that did not run', spec1('throw null')],
  [
    'throws what cannot be shown',
    'does-not-run',
    'the same',
    spec1('throw { toString() { throw 1 }, toJSON() { throw 2 } }'),
  ],
  [
    'throws a Proxy',
    'does-not-run',
    'the same',
    spec1('throw new Proxy({}, { get() { throw 1 }, getPrototypeOf() { throw 2 } })'),
  ],
  [
    'exports a Proxy that answers differently each time',
    'does-not-run',
    'one answer for the rules, another for the manifest',
    spec1(`let n = 0\nexport default new Proxy({ ...${data} }, { ownKeys: () => { throw new Error('no ' + n++) } })`),
  ],
  [
    'exports a class in the place of data',
    'not-data',
    'its methods are no data',
    spec1(`class Spec { kind = 'http' }\nexport default new Spec()`),
  ],
  [
    'sets a prototype',
    'not-data',
    'fields that a reader does not see',
    spec1(`export default { __proto__: { image: 'x' }, ...${data} }`.replace('}, ...', '}, a: 1, ...')),
  ],
  ['extra.ts ends the process', 'extra-throws', 'half a tree', extra('export default { add: () => process.exit(0) }')],
  [
    'extra.ts loops in a patch',
    'code-time',
    'a check that never ends',
    extra('export default { patch: (o) => { for (;;); } }'),
  ],
  [
    'extra.ts forges the answer',
    'extra-add',
    'objects that no rule of answers has seen',
    extra("export default { add: () => ({ length: 1, 0: { kind: 'Secret' } }) }"),
  ],
  [
    'extra.ts leaves the folder by a name',
    'extra-add',
    "a file in another team's folder",
    extra(
      "export default { add: () => [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: '../../finance/ledger/x' } }] }",
    ),
  ],
]

const table = rows.map(
  ([name, code, why, files]): Attack => ({
    name: `code of an app ${name}`,
    why,
    async run(estate) {
      for (const [file, text] of Object.entries(files)) estate.put(file, text)
      // Beside cdk8s; so that it is refused for what it does.
      if (Object.values(files).some((text) => text.includes('import-fresh')))
        sayInFleet(estate, { imports: ['import-fresh'] })
      await estate.refuses(code, ['gen', '--check'])
      if (!code.startsWith('code-')) await estate.refuses(code, ['gen'])
      assert.doesNotMatch(estate.git('status', '--porcelain'), /clusters|argocd|aws/)
    },
  }),
)

export default [
  ...table,
  {
    name: 'code of an app puts the environment into a manifest',
    why: "the release App's token would be in a pull request",
    run(estate) {
      estate.put(
        'apps/web/extra.ts',
        "export default { add: () => [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'env' }, data: { env: JSON.stringify(process.env) } }] }",
      )
      const said = estate.process(['gen'], { GH_TOKEN: 'ghs_worth_taking' })
      assert.equal(said.code, 0, said.err)
      const text = estate.text('clusters/dev/shop/web/configmap-env.yaml')
      assert.match(text, /env: "?\{\}/)
      assert.doesNotMatch(text, /worth_taking/)
    },
  },
  {
    name: 'code of an app reads through a link in its folder',
    why: 'the permission model follows links',
    async run(estate) {
      const { symlinkSync } = await import('node:fs')
      symlinkSync('../../../../../etc/passwd', estate.full('apps/web/motd.txt'))
      estate.put('apps/web/app.ts', app(get('node:fs', "readFileSync(new URL('./motd.txt', import.meta.url), 'utf8')")))
      await estate.refuses('does-not-run', ['gen', '--check'])
    },
  },
] satisfies readonly Attack[]
