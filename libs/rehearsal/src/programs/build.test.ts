import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { formatIssues } from '@slipway/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { binary, binaryFiles } from './binary.ts'
import { buildAll } from './build.ts'
import { cacheRoot } from './build-cache.ts'
import { progressLine, type BuildEvent } from './build-event.ts'
import { isRunning } from './build-lock.ts'
import { fakeGo, fakeMachine, makeProgram, type FakeMachine } from '../../test/fake-machine.ts'
import type { ProgramName } from './programs.ts'

let machine: FakeMachine
beforeEach(() => {
  machine = fakeMachine()
})
afterEach(() => machine.clear())

const etcd = makeProgram('etcd Version: 3.7.3')
const crane = makeProgram('v0.22.1')

/** What the cache holds besides finished programs. */
const halves = (): readonly string[] => readdirSync(cacheRoot(machine)).filter((name) => name.startsWith('.'))
const builds = (): readonly string[] => machine.ran().filter((line) => line.startsWith('go build'))
const states = async (...names: readonly ProgramName[]) => (await buildAll(machine, names)).map(({ state }) => state)

describe('buildAll', () => {
  it('builds what is named, one after the other, and keeps it', async () => {
    machine.put('go', fakeGo(`case $package in *crane) ${crane};; *) ${etcd};; esac`))
    expect(await states('etcd', 'crane')).toEqual(['built', 'built'])
    expect(builds()).toHaveLength(2)
    machine.remove('go')
    expect(await states('etcd', 'crane')).toEqual(['kept', 'kept'])
    expect(halves()).toEqual([])
    const found = binary('etcd', machine)
    expect(found.ok && readFileSync(found.value, 'utf8')).toContain('etcd Version: 3.7.3')
  })

  it("builds in the folder of the pin, by the pinned toolchain, with nothing of the user's Go settings", async () => {
    machine.put(
      'go',
      fakeGo(`echo "$PWD $GOTOOLCHAIN $CGO_ENABLED $GOFLAGS $GOWORK [$GOMAXPROCS]" > '${machine.root}/seen'; ${etcd}`),
    )
    await buildAll({ ...machine, env: { ...machine.env, GOFLAGS: '-race', CGO_ENABLED: '1', GOTOOLCHAIN: 'local' } }, [
      'etcd',
    ])
    const [folder, ...settings] = readFileSync(path.join(machine.root, 'seen'), 'utf8').trim().split(' ')
    expect(folder).toMatch(/libs\/rehearsal\/bin\/etcd$/)
    expect(settings).toEqual(['go1.26.10', '0', '-mod=readonly', 'off', '[]'])
    expect(builds()[0]).toMatch(
      /^go build -v -trimpath -buildvcs=false -ldflags -s -w -o \S+ go\.etcd\.io\/etcd\/server\/v3$/,
    )
  })

  it('leaves out what the build tags of a program leave out', async () => {
    machine.put('go', fakeGo(makeProgram('prometheus, version 3.15.0')))
    await buildAll(machine, ['prometheus'])
    expect(builds()[0]).toContain(' -tags remove_all_sd,enable_kubernetes_sd ')
  })

  it('is of a copy of its module where that leaves out what its code embeds, and keeps no copy', async () => {
    const module = path.join(machine.root, 'module')
    mkdirSync(module)
    writeFileSync(path.join(module, 'web.go'), '//go:embed app/dist')
    const look = `words="$*"; mod="\${words#*-modfile }"; mod="\${mod%% *}"; { /bin/cat "$mod"; /bin/ls -R "\${mod%/go.mod}/module"; } > '${machine.root}/seen'`
    machine.put(
      'go',
      `case "$1" in list) echo '${module}'; exit 0;; build) ${look};; esac\n${fakeGo(makeProgram('alertmanager, version 0.34.0'))}`,
    )
    expect(await states('alertmanager')).toEqual(['built'])
    const seen = readFileSync(path.join(machine.root, 'seen'), 'utf8')
    expect(seen).toMatch(/^tool \([^]*\nreplace github\.com\/prometheus\/alertmanager => "\/\S+\/source\/module"\n/m)
    expect(seen).toMatch(/web\.go[^]*index\.html/)
    const place = binary('alertmanager', machine)
    expect(place.ok && readdirSync(path.dirname(place.value))).toEqual(['alertmanager'])
    expect(readdirSync(module)).toEqual(['web.go'])
  })

  it('is gentle when asked: one compiler, one thread', async () => {
    machine.put('go', fakeGo(`echo "$GOMAXPROCS" > '${machine.root}/seen'; ${etcd}`))
    await buildAll(machine, ['etcd'], { gentle: true })
    expect(readFileSync(path.join(machine.root, 'seen'), 'utf8')).toBe('1\n')
    expect(builds()[0]).toContain(' -p 1 ')
  })

  it("goes on after one that fails, says Go's last words, and leaves nothing half", async () => {
    machine.put(
      'go',
      fakeGo(
        `case $package in *crane) ${crane};; *) echo half > "$out"; echo 'x.go:1: syntax error' >&2; exit 1;; esac`,
      ),
    )
    const [first, second] = await buildAll(machine, ['etcd', 'crane'])
    expect([first?.state, second?.state]).toEqual(['failed', 'built'])
    expect(first?.issues.map(({ file, code, got }) => [file, code, got])).toEqual([
      ['libs/rehearsal/bin/etcd/go.mod', 'not-built', 'x.go:1: syntax error'],
    ])
    expect(halves()).toEqual([])
    expect(binary('etcd', machine).ok).toBe(false)
    machine.put('go', fakeGo(etcd))
    expect(await states('etcd', 'crane')).toEqual(['built', 'kept'])
  })

  it('does not keep a program that says it is another one', async () => {
    machine.put('go', fakeGo(makeProgram('etcd Version: 3.4.0')))
    const [built] = await buildAll(machine, ['etcd'])
    expect(built?.issues[0]).toMatchObject({
      code: 'wrong-program',
      got: 'etcd --version says: etcd Version: 3.4.0',
      want: 'an answer with "etcd Version: 3.7.3"',
    })
    expect(binary('etcd', machine).ok).toBe(false)
  })

  it('ended in the middle: what it started is gone, nothing half is left, and the next run builds it', async () => {
    machine.put('go', fakeGo(`echo half > "$out"; /bin/sleep 60 & echo $! > '${machine.root}/compiler'; wait`))
    const stop = new AbortController()
    const going = buildAll(machine, ['etcd', 'crane'], { signal: stop.signal })
    const compiler = path.join(machine.root, 'compiler')
    await until(() => existsSync(compiler) && readFileSync(compiler, 'utf8').endsWith('\n'))
    stop.abort()
    const built = await going
    expect(built.map(({ state, issues }) => [state, issues[0]?.code])).toEqual([
      ['failed', 'ended'],
      ['failed', 'ended'],
    ])
    expect(built[0]?.issues[0]?.hint).toBe('go on with: npx slipway rehearse build etcd')
    await until(() => !isRunning(Number(readFileSync(compiler, 'utf8'))))
    expect(halves()).toEqual([])
    expect(builds()).toHaveLength(1)
    machine.put('go', fakeGo(etcd))
    expect(await states('etcd')).toEqual(['built'])
  })

  it('clears what a killed one left behind', async () => {
    const root = cacheRoot(machine)
    mkdirSync(path.join(root, '.new-etcd-abcdef'), { recursive: true })
    writeFileSync(path.join(root, '.new-etcd-abcdef', 'etcd'), 'half')
    // No process has this id: it is above every limit of Linux (2^22).
    writeFileSync(path.join(root, '.building'), '4194305')
    machine.put('go', fakeGo(etcd))
    expect(await states('etcd')).toEqual(['built'])
    expect(halves()).toEqual([])
  })

  it('two at once build each program once', async () => {
    machine.put('go', fakeGo(`/bin/sleep 1; ${etcd}`))
    const told: BuildEvent[] = []
    const tell = (event: BuildEvent) => told.push(event)
    const both = await Promise.all([buildAll(machine, ['etcd'], { tell }), buildAll(machine, ['etcd'], { tell })])
    expect(
      both
        .flat()
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['built', 'kept'])
    expect(builds()).toHaveLength(1)
    expect(told.map(progressLine)).toContain(`etcd (1 of 1): waiting for process ${process.pid}, which builds`)
  })

  it('serves a short wish between two programs of a long one', async () => {
    const scheduler = makeProgram('Kubernetes v1.36.3')
    const which = `case $package in *crane) ${crane};; */kube-scheduler) ${scheduler};; *) /bin/sleep 1; ${etcd};; esac`
    machine.put('go', fakeGo(which))
    const long = buildAll(machine, ['etcd', 'crane'])
    await until(() => builds().length === 1)
    await Promise.all([buildAll(machine, ['kube-scheduler']), long])
    expect(builds().map((line) => line.split('/').at(-1))).toEqual(['v3', 'kube-scheduler', 'crane'])
    expect(halves()).toEqual([])
  })

  it('gives signs of life with the number of packages', async () => {
    machine.put(
      'go',
      fakeGo(`echo go.etcd.io/a >&2; echo 'go: downloading x v1' >&2; echo go.etcd.io/b >&2; /bin/sleep 1; ${etcd}`),
    )
    const told: BuildEvent[] = []
    await buildAll(machine, ['etcd'], { tell: (event) => told.push(event), beat: 400 })
    expect(told.find(({ kind }) => kind === 'going')).toMatchObject({ name: 'etcd', n: 1, of: 1, packages: 2 })
  })

  it('keeps files of the module beside the program, and they can be written', async () => {
    const module = path.join(machine.root, 'module/kustomize')
    for (const folder of ['stage', 'metrics']) {
      mkdirSync(path.join(module, folder), { recursive: true })
      writeFileSync(path.join(module, folder, 'a.yaml'), folder, { mode: 0o444 })
    }
    const kwok = makeProgram('kwok version 0.8.0')
    machine.put('go', fakeGo(`case $1 in list) echo '${path.dirname(module)}';; *) ${kwok};; esac`))
    expect(await states('kwok')).toEqual(['built'])
    const files = binaryFiles('kwok', machine)
    if (!files.ok) throw new Error(formatIssues(files.issues))
    const file = path.join(files.value, 'kustomize/stage/a.yaml')
    writeFileSync(file, `${readFileSync(file, 'utf8')} again`)
    expect(readFileSync(file, 'utf8')).toBe('stage again')
  })
})

describe('without a Go that will do', () => {
  it.each([
    ['none', undefined, 'go-missing', 'no go on PATH'],
    [
      'one that knows no toolchains',
      `echo 'go version go1.19.8 linux/amd64'`,
      'go-too-old',
      'go version go1.19.8 linux/amd64',
    ],
    [
      'one that cannot fetch its toolchain',
      `echo 'go: download go1.26.10: no route to host' >&2; exit 1`,
      'toolchain-missing',
      'go: download go1.26.10: no route to host',
    ],
  ])('%s: asked once, and told once what to do', async (_name, script, code, got) => {
    if (script !== undefined) machine.put('go', script)
    const issues = (await buildAll(machine, ['etcd', 'crane'])).flatMap((built) => built.issues)
    expect(issues.map((issue) => [issue.code, issue.got])).toEqual([
      [code, got],
      [code, got],
    ])
    expect(machine.ran()).toHaveLength(script === undefined ? 0 : 1)
    const text = formatIssues(issues)
    expect(text.endsWith('1 problem')).toBe(true)
    const install = /install Go 1\.21 or newer.*sudo apt-get install golang-go .*brew install go/
    expect(text).toMatch(code === 'toolchain-missing' ? /GOPROXY/ : install)
  })
})

async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 20))
}
