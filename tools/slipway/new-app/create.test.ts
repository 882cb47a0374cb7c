import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Fleet } from '@slipway/fleet'
import { kinds, loadEstate } from '@slipway/spec'
import { imagesOf } from '../check/images.ts'
import { create, type Install } from './create.ts'

const repo = path.resolve(import.meta.dirname, '../../..')
const digest = `sha256:${'c'.repeat(64)}`
const asked = {
  kind: 'http',
  lang: 'node',
  yaml: false,
  image: undefined,
  team: 'shop',
  digest: undefined,
  install: true,
  json: false,
}

let root = ''
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'slipway-new-app-'))
  cpSync(path.join(repo, 'libs/tree/test/estate/fleet'), path.join(root, 'fleet'), { recursive: true })
  mkdirSync(path.join(root, 'apps'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const text = (file: string) => readFileSync(path.join(root, file), 'utf8')
const fleetOf = () =>
  ({ edition: 1, environments: ['dev'], teams: new Map([['shop', {}]]), clusters: [] }) as unknown as Fleet
const never: Install = () => 'it was called'
const make = (
  name: string,
  over: Partial<typeof asked> & { digest?: string | undefined; team?: string | undefined } = {},
  lock = never,
) => create({ ...asked, ...over, root, name } as Parameters<typeof create>[0], lock)

async function told(...given: Parameters<typeof make>): Promise<readonly string[]> {
  const made = await make(...given)
  return made.ok ? ['made'] : made.issues.map((i) => `${i.file} [${i.code}] ${i.hint}`)
}

const links = (names: readonly string[]) => {
  for (const name of names) {
    mkdirSync(path.dirname(path.join(root, 'node_modules', name)), { recursive: true })
    symlinkSync(path.join(repo, 'node_modules', name), path.join(root, 'node_modules', name))
  }
}

describe('a new app', () => {
  it.each(kinds)('of kind %s is one that the loader takes, and its data names nothing of Kubernetes', async (kind) => {
    expect(await told('my-app', { kind })).toEqual(['made'])
    // Its imports are checked by the next test; here only its data counts, and a temporary folder has no packages.
    const spec = text('apps/my-app/app.ts')
    writeFileSync(
      path.join(root, 'apps/my-app/app.ts'),
      spec.replace(/import .*\n/, 'const defineApp = (spec) => spec\n'),
    )
    expect(await loadEstate(root)).toMatchObject({ ok: true, value: { apps: [{ name: 'my-app' }] } })
    expect(spec.trimEnd().split('\n').length).toBeLessThanOrEqual(15)
  })

  // Both in one estate: TypeScript and vitest take seconds each to begin.
  it('has a test that passes and types that hold, with a port and without', { timeout: 120_000 }, async () => {
    expect([await told('my-app', { kind: 'http' }), await told('my-job', { kind: 'cron' })]).toEqual([
      ['made'],
      ['made'],
    ])
    links(['@slipway/spec', '@slipway/service', 'vitest', '@types/node'])
    writeFileSync(
      path.join(root, 'tsconfig.json'),
      JSON.stringify({
        extends: path.join(repo, 'tsconfig.json'),
        compilerOptions: { types: ['node'] },
        include: ['apps/**/*.ts'],
      }),
    )
    const node = (...args: string[]) =>
      spawnSync(process.execPath, args, {
        cwd: root,
        encoding: 'utf8',
        env: { ...process.env, VITEST: undefined, NO_COLOR: '1' },
      })
    // What the apps import is judged with our own types.
    const types = node(
      '-e',
      `require(${JSON.stringify(path.join(repo, 'tools/nx-plugin/executors/types.cjs'))}).one({}, {
        root: process.cwd(), projectName: 'apps', projectsConfigurations: { projects: { apps: { root: 'apps' } } },
      })`,
    )
    expect([types.stdout, types.stderr]).toEqual(['1 passed, 0 failed\n', ''])
    const tests = node(path.join(repo, 'node_modules/vitest/vitest.mjs'), 'run', '--root', root)
    expect(tests.stdout).toMatch(/Tests {2}2 passed/)
  })

  it('takes the Dockerfile of another app, with its own name in it', async () => {
    const other =
      'COPY libs/service/src libs/service/src\nCOPY apps/web/src apps/web/src\nEXPOSE 8080\nCMD ["apps/web/src/main.ts"]\n# apps/web-shop\n'
    mkdirSync(path.join(root, 'apps/web'))
    writeFileSync(path.join(root, 'apps/web/Dockerfile'), other)
    const made = await make('cart')
    expect(made.ok && made.value.next).toContain('Read its Dockerfile: it is that of web, by another name.')
    expect(text('apps/cart/Dockerfile')).toBe(
      'COPY libs/service/src libs/service/src\nCOPY apps/cart/src apps/cart/src\nEXPOSE 8080\nCMD ["apps/cart/src/main.ts"]\n# apps/web-shop\n',
    )
    await make('job', { kind: 'cron' })
    expect(text('apps/job/Dockerfile')).not.toContain('EXPOSE')
  })

  it('takes none by a link, which may lead anywhere', async () => {
    mkdirSync(path.join(root, 'apps/web'))
    symlinkSync('/dev/zero', path.join(root, 'apps/web/Dockerfile'))
    const made = await make('cart')
    expect(made.ok && made.value.next.join()).not.toContain('Read its Dockerfile')
  })

  it('has a Dockerfile of ours where no other app has one, and says what to do with it', async () => {
    const made = await make('cart')
    expect(made.ok && made.value.next.join('\n')).toContain('npx slipway images pin cart --update')
    expect(text('apps/cart/Dockerfile')).toContain('CMD ["apps/cart/src/main.ts"]')
  })

  it('exists nowhere without an image, and says how it will', async () => {
    const made = await make('cart')
    expect(existsSync(path.join(root, 'apps/cart/releases'))).toBe(false)
    expect(made.ok && made.value.next.at(-1)).toMatch(
      /^It runs in a cluster once .* exists: push its image, then npm run release -- bump cart dev --image REPO@.* \(it writes dev\.json\)\.$/,
    )
  })

  it('exists in the first environment with one', async () => {
    expect(await told('cart', { digest } as never)).toEqual(['made'])
    expect(readdirSync(path.join(root, 'apps/cart/releases'))).toEqual(['dev.json'])
    expect(JSON.parse(text('apps/cart/releases/dev.json'))).toEqual({ digest, version: '0.1.0' })
  })

  it('needs no team where there is only one', async () => {
    const fleet = text('fleet/fleet.ts')
    writeFileSync(path.join(root, 'fleet/fleet.ts'), fleet.replace(/^ {4}finance: \{\n[^]*?^ {4}\},\n/m, ''))
    expect(await told('cart', { team: undefined } as never)).toEqual(['made'])
    expect(text('apps/cart/app.ts')).toContain("team: 'shop'")
  })
})

const tools: Readonly<Record<string, (folder: string) => readonly (readonly string[])[]>> = {
  python: (folder) => [['python3', '-m', 'unittest', 'discover', folder]],
  go: (folder) => [['go', '-C', folder, 'test', './...']],
  java: (folder) => [
    ['sh', '-c', `javac -d ${folder}/out ${folder}/*.java`],
    ['java', '-ea', '-cp', `${folder}/out`, 'MainTest'],
  ],
}
const has = (program: string) => spawnSync(program, ['--help'], { stdio: 'ignore' }).error === undefined
// Compilers take seconds, and begin by compiling their own libraries: .ci/run asks for them, and npm test for Python
// alone.
const isAsked = (lang: string) => lang === 'python' || process.env['SLIPWAY_LANGUAGES'] === 'all'
const cases = [
  ['python', 'http'],
  ['python', 'cron'],
  ['go', 'http'],
  ['java', 'http'],
] as const

describe('another language', () => {
  it.each(cases)(
    '%s, %s: its own tools pass its test, and its Dockerfile is right but for the pins',
    { timeout: 120_000 },
    async (lang, kind) => {
      expect(await told('mail', { lang, kind, yaml: true } as never)).toEqual(['made'])
      const folder = path.join(root, 'apps/mail')
      expect(readdirSync(folder)).not.toContain('package.json')
      expect(await loadEstate(root)).toMatchObject({ ok: true, value: { apps: [{ name: 'mail' }] } })
      expect([...new Set((await imagesOf(root, 'mail', fleetOf())).issues.map(({ code }) => code))]).toEqual([
        'image-base',
      ])
      for (const file of readdirSync(folder)) {
        if (statSync(path.join(folder, file)).isFile())
          expect(text(`apps/mail/${file}`)).not.toMatch(/(?<!POD_)NAME|POD_mail/)
      }
      const [first = [], ...more] = tools[lang]?.(folder) ?? []
      if (!isAsked(lang) || !has(lang === 'java' ? 'javac' : (first[0] ?? ''))) return
      for (const [command = '', ...args] of [first, ...more]) {
        const done = spawnSync(command, args, {
          encoding: 'utf8',
          env: { ...process.env, GOFLAGS: '-mod=mod', GOWORK: 'off' },
        })
        expect(`${done.status} ${done.status === 0 ? '' : done.stderr + done.stdout}`).toBe('0 ')
      }
    },
  )

  it('image: a spec alone', async () => {
    expect(await told('cache', { lang: 'image', image: 'docker.io/library/valkey' } as never)).toEqual(['made'])
    expect(readdirSync(path.join(root, 'apps/cache'))).toEqual(['app.ts'])
    expect(text('apps/cache/app.ts')).toContain("image: 'docker.io/library/valkey'")
  })

  it('image of another app: a spec with a command, which comes to what the other has', async () => {
    mkdirSync(path.join(root, 'apps/web'))
    const made = await make('beat', { kind: 'worker', imageOf: 'web' } as never)
    expect(made.ok && made.value.files).toEqual(['apps/beat/app.ts'])
    expect(text('apps/beat/app.ts')).toContain("image: { app: 'web' }, command: ['false'],")
    const next = made.ok ? made.value.next.join('\n') : ''
    expect(next).toContain('Say its command there in place of "false": without one it does what web does.')
    expect(next).toMatch(
      /It comes to what web has there by npm run release -- bump beat dev \(it writes dev\.json\); later/,
    )
    expect(await told('sms', { imageOf: 'wep' } as never)).toEqual(['--image-of [unknown-app] did you mean "web"?'])
    expect(await told('sms', { imageOf: 'web', lang: 'go' } as never)).toEqual([
      '--image-of [image-repository] take them out',
    ])
    expect(await told('sms', { imageOf: 'web', kind: 'function' } as never)).toEqual([
      '--image-of [image-of-function] take it out, or take another --kind',
    ])
  })

  it.each([
    [{ lang: 'pyhton' }, '--lang [unknown-language] did you mean "python"?'],
    [{ lang: 'image' }, '--image [image-repository] give it with --image'],
    [
      { lang: 'image', image: 'docker.io/library/memcached:1.6' },
      '--image [image-tag] write docker.io/library/memcached',
    ],
    [{ lang: 'go', image: 'a/b' }, '--image [image-repository] take it out, or say --lang image'],
  ])('%j is refused', async (over, line) => {
    expect(await told('mail', over as never)).toEqual([line])
    expect(readdirSync(path.join(root, 'apps'))).toEqual([])
  })
})

describe('the lockfile', () => {
  it('is brought up to date as the last step', async () => {
    writeFileSync(path.join(root, 'package-lock.json'), '{}')
    const seen: string[] = []
    const made = await make('cart', {}, (at) => void seen.push(...readdirSync(path.join(at, 'apps/cart'))))
    expect(seen).toContain('package.json')
    expect(made.ok && made.value.next.join()).not.toContain('npm install')
  })

  it('is left alone with --no-install, and said to be', async () => {
    writeFileSync(path.join(root, 'package-lock.json'), '{}')
    const made = await make('cart', { install: false })
    expect(made.ok && made.value.next.join('\n')).toContain('Run npm install, so that package-lock.json knows the app')
  })

  it('that cannot be brought up to date is an issue', async () => {
    writeFileSync(path.join(root, 'package-lock.json'), '{}')
    expect(await told('cart', {}, () => 'npm error network')).toEqual([
      'package-lock.json [install] apps/cart is made; correct the error and run npm install before you commit',
    ])
  })
})

describe('nothing is written when something is wrong', () => {
  it.each<[string, Parameters<typeof make>, ...string[]]>([
    ['capitals', ['MyCart'], 'NAME [app-name] did you mean "mycart"?'],
    ['an underscore', ['my_cart'], 'NAME [app-name] did you mean "my-cart"?'],
    ['a path', ['../cart'], 'NAME [app-name] did you mean "cart"?'],
    ['too long', ['x'.repeat(41)], 'NAME [app-name] take another name'],
    ['nothing', [''], 'NAME [app-name] take another name'],
    ['the name that the tree needs', ['namespace'], 'NAME [app-name] take another name'],
    [
      'everything at once',
      ['My_Cart', { kind: 'htp', team: 'shp', digest: '1.0' } as never],
      'NAME [app-name] did you mean "my-cart"?',
      '--kind [unknown-kind] did you mean "http"?',
      '--digest [invalid-value] copy the digest from the registry or from the build',
      '--team [unknown-team] did you mean "shop"?',
    ],
    ['no team', ['cart', { team: undefined } as never], '--team [unknown-team] say --team shop or --team finance'],
  ])('%s', async (_, given, ...lines) => {
    expect(await told(...given)).toEqual(lines)
    expect(readdirSync(path.join(root, 'apps'))).toEqual([])
  })

  it('never touches what is there', async () => {
    mkdirSync(path.join(root, 'apps/cart'))
    writeFileSync(path.join(root, 'apps/cart/app.ts'), 'mine')
    expect(await told('cart')).toEqual(['NAME [exists] change apps/cart by hand, or take another name'])
    expect(text('apps/cart/app.ts')).toBe('mine')
  })

  it('refuses the name of a package', async () => {
    mkdirSync(path.join(root, 'node_modules/zod'), { recursive: true })
    expect(await told('zod')).toEqual(['NAME [package-name] take another name'])
  })

  it('tells what is wrong with the fleet', async () => {
    writeFileSync(path.join(root, 'fleet/fleet.ts'), 'export default {}')
    expect((await told('cart')).length).toBeGreaterThan(1)
  })
})
