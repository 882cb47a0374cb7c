import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ownedFolders } from '@slipway/tree'
import { figure, type Figure } from './figure.ts'
import { timed, timedVerb, type Run } from './timed.ts'
import { workshop, type Workshop } from './workshop.ts'

export type Say = (text: string) => void

const gen = ({ root, verb }: Workshop): Run => timedVerb(verb('tools/slipway/gen.ts'), [], { cwd: root })

/** Several runs of the same thing. @param before made ready before each, and not measured */
function several(times: number, run: () => Run, before: () => void = () => {}): readonly Run[] {
  return Array.from({ length: times }, () => {
    before()
    return run()
  })
}

/** All bytes and files of what was rendered. */
function size(root: string): { readonly files: number; readonly bytes: number } {
  const listed = execFileSync('find', [...ownedFolders, '-type', 'f', '-printf', '%s\n'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  const sizes = listed.trim().split('\n').map(Number)
  return { files: sizes.length, bytes: sizes.reduce((sum, one) => sum + one, 0) }
}

/**
 * `gen` cold and after each sort of change. Cold is a new folder each time, and nothing is deleted before all is measured: ext4 looks past
 * inodes that were freed in the last minutes one by one, which makes the next thousands of files ten times as slow.
 */
export function benchGen(apps: number, times: number, say: Say): readonly Figure[] {
  const made: Workshop[] = []
  try {
    const cold = Array.from({ length: times }, (_, i) => {
      const one = workshop(apps)
      made.push(one)
      const run = gen(one)
      say(`gen, cold ${i + 1} of ${times}: ${run.wall.toFixed(2)} s`)
      return run
    })
    const shop = made.at(-1) as Workshop
    const { files, bytes } = size(shop.root)
    // Files written within two seconds of the memory are read once more, as git does; from then on they are not.
    gen(shop)
    const of = (name: string, before?: () => void): Figure => {
      const found = figure(
        `gen, ${name}`,
        apps,
        several(times, () => gen(shop), before),
      )
      say(`${found.name}: ${found.wall} s`)
      return found
    }
    return [
      figure('gen, cold', apps, cold, `${files} files, ${(bytes / 2 ** 20).toFixed(0)} MiB`),
      of('nothing changed'),
      of('one spec changed', shop.changeSpec),
      of('one release file changed', shop.changeRelease),
      of('one cluster of the fleet changed', shop.changeFleet),
      of('one rule for all changed', shop.changeRule),
      ...floors(shop, apps, times),
    ]
  } finally {
    for (const one of made) one.close()
  }
}

/** What nothing can be faster than: the same bytes copied on the same disk, and the same objects as JSON in memory. */
function floors({ root }: Workshop, apps: number, times: number): readonly Figure[] {
  const folders: string[] = []
  const copy = several(times, () => {
    const folder = mkdtempSync(path.join(path.dirname(root), 'slipway-floor-'))
    folders.push(folder)
    return timed('cp', ['-r', ...ownedFolders.map((owned) => path.join(root, owned)), folder])
  })
  const json = several(times, () => {
    const ran = execFileSync(process.execPath, [path.join(import.meta.dirname, 'stringify.ts'), root], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    })
    return { ...(JSON.parse(ran) as Pick<Run, 'wall' | 'cpu' | 'load'>), memory: undefined, stdout: '' }
  })
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  return [figure('floor: cp -r of the tree', apps, copy), figure('floor: JSON.stringify of the objects', apps, json)]
}

/** `check` without kubeconform, cold and after each sort of change that `gen` has written; with it where the estate is small. */
export function benchCheck(apps: number, times: number, say: Say): readonly Figure[] {
  const shop = workshop(apps)
  try {
    gen(shop)
    // The memory of `gen` counts when it is two seconds old.
    gen(shop)
    const check = (words: readonly string[]): Run =>
      timedVerb(shop.verb('tools/slipway/check.ts'), words, { cwd: shop.root })
    const of = (name: string, before: () => void, words: readonly string[] = ['--no-schemas']): Figure => {
      const found = figure(
        name,
        apps,
        several(times, () => check(words), before),
      )
      say(`${found.name}: ${found.wall} s`)
      return found
    }
    const changed = (change: () => void) => () => {
      change()
      gen(shop)
    }
    const rings = [
      of('check, cold', shop.forgetChecks),
      of('check, nothing changed', () => {}),
      of('check, one spec changed', changed(shop.changeSpec)),
      of('check, one release file changed', changed(shop.changeRelease)),
    ]
    if (apps > 100) return rings
    return [
      ...rings,
      of('check with kubeconform, cold', shop.forgetChecks, []),
      of('check with kubeconform, one spec changed', changed(shop.changeSpec), []),
    ]
  } finally {
    shop.close()
  }
}

/** `review` of one bump, and of a rule that changes every app. */
export function benchReview(apps: number, times: number, say: Say): readonly Figure[] {
  const shop = workshop(apps)
  const review = (name: string): Figure => {
    const found = figure(
      name,
      apps,
      several(times, () =>
        timedVerb(shop.verb('tools/slipway/review.ts'), ['--base', 'HEAD', '--format', 'json'], { cwd: shop.root }),
      ),
    )
    say(`${name}: ${found.wall} s`)
    return found
  }
  try {
    gen(shop)
    shop.commit('base')
    shop.changeRelease()
    gen(shop)
    const bump = review('review of a bump')
    shop.commit('bump')
    shop.changeRule()
    gen(shop)
    return [bump, review('review of a rule for all')]
  } finally {
    shop.close()
  }
}

/** `nx run gen:manifests`: what Nx adds to the verb, when something is to be done and when it answers from its cache. */
export function benchNx(apps: number, times: number, say: Say): readonly Figure[] {
  const shop = workshop(apps)
  try {
    gen(shop)
    const nx = () =>
      timed(process.execPath, [path.join(shop.root, 'node_modules/nx/dist/bin/nx.js'), 'run', 'gen:manifests'], {
        cwd: shop.root,
        env: { NX_DAEMON: 'false', NX_CACHE_DIRECTORY: path.join(shop.root, '.nx/cache') },
      })
    nx()
    const of = (name: string, before?: () => void): Figure => {
      const found = figure(name, apps, several(times, nx, before))
      say(`${name}: ${found.wall} s`)
      return found
    }
    return [of('nx run gen:manifests, one spec changed', shop.changeSpec), of('nx run gen:manifests, nothing changed')]
  } finally {
    shop.close()
  }
}

/** The machine that figures are of. */
export function machine(): string {
  const read = (file: string): string => {
    try {
      return readFileSync(file, 'utf8')
    } catch {
      return ''
    }
  }
  const cpu = /model name\s*:\s*(.*)/.exec(read('/proc/cpuinfo'))?.[1] ?? process.arch
  const cores = (read('/proc/cpuinfo').match(/^processor/gm) ?? []).length
  const memory = Math.round(Number(/MemTotal:\s*(\d+)/.exec(read('/proc/meminfo'))?.[1] ?? 0) / 2 ** 20)
  const disk =
    execFileSync('df', ['-T', tmpdir()], { encoding: 'utf8' }).trim().split('\n').at(-1)?.split(/\s+/)[1] ?? ''
  return `${cores} cores of ${cpu}, ${memory} GiB, ${disk}, ${process.platform} ${read('/proc/sys/kernel/osrelease').trim()}, Node ${process.version}`
}
