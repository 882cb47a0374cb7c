import { mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { execSync } from '@slipway/cli/exec'
import { ownedFolders } from '@slipway/tree'
import { figure, type Figure, type Run } from './figure.ts'
import { inScratchRepository, makeScratchRepository, type ScratchRepository } from './scratch-repository.ts'
import { timed } from './timed.ts'

export interface Settings {
  readonly apps: number
  readonly times: number
  readonly log: (text: string) => void
}

/** @param prepare runs before each and is not measured */
function measure({ apps, times, log }: Settings, name: string, run: () => Run, prepare: () => void = () => {}): Figure {
  const runs = Array.from({ length: times }, () => {
    prepare()
    return run()
  })
  const found = figure(name, runs, { apps })
  log(`${name}: ${found.wall} s`)
  return found
}

const verb = ({ root }: ScratchRepository, ...words: readonly string[]): Run =>
  timed([process.execPath, path.join(root, 'tools/slipway/bin/slipway.cjs'), ...words], { cwd: root })
const gen = (repository: ScratchRepository): Run => verb(repository, 'gen')

function sizeOf(root: string): string {
  const { stdout } = execSync('find', [...ownedFolders, '-type', 'f', '-printf', '%s\n'], { cwd: root })
  const sizes = stdout.trim().split('\n').map(Number)
  return `${sizes.length} files, ${(sizes.reduce((sum, one) => sum + one, 0) / 2 ** 20).toFixed(0)} MiB`
}

/**
 * Cold in new repositories, then in the last one after each sort of change. Deletes nothing before the end: ext4
 * looks past freshly freed inodes one by one, which makes files ten times as slow.
 */
export function benchGen(settings: Settings): readonly Figure[] {
  const made: ScratchRepository[] = []
  const last = (): ScratchRepository => made.at(-1) as ScratchRepository
  const after = (name: string, prepare?: () => void) => measure(settings, `gen, ${name}`, () => gen(last()), prepare)
  try {
    const cold = after('cold', () => void made.push(makeScratchRepository(settings.apps)))
    const note = sizeOf(last().root)
    const again = after('cold, where a verb ran before', last().forgetTree)
    // The cache does not trust files younger than two seconds.
    gen(last())
    return [
      { ...cold, note },
      again,
      after('one spec changed', last().changeSpec),
      after('nothing changed'),
      after('one release file changed', last().changeRelease),
      after('one cluster of the fleet changed', last().changeFleet),
      after('one rule for all changed', last().changeRule),
      measure(settings, 'slipway --help', () => verb(last(), '--help')),
      floor(settings, last().root),
    ]
  } finally {
    for (const one of made) one.close()
  }
}

function floor(settings: Settings, root: string): Figure {
  const folders: string[] = []
  const copy = () => {
    const folder = mkdtempSync(path.join(path.dirname(root), 'slipway-floor-'))
    folders.push(folder)
    return timed(['cp', '-r', ...ownedFolders.map((owned) => path.join(root, owned)), folder])
  }
  try {
    return measure(settings, 'floor: cp -r of the tree', copy)
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  }
}

export const benchCheck = (settings: Settings): Promise<readonly Figure[]> =>
  inScratchRepository(settings.apps, (repository) => {
    gen(repository)
    // The cache of `gen` counts after two seconds.
    gen(repository)
    const check = (name: string, prepare?: () => void, ...args: readonly string[]) =>
      measure(settings, name, () => verb(repository, 'check', ...args), prepare)
    const generated = (change: () => void) => () => {
      change()
      gen(repository)
    }
    return [
      check('check, cold', repository.forgetChecks, '--no-schemas'),
      check('check, nothing changed', undefined, '--no-schemas'),
      check('check, one spec changed', generated(repository.changeSpec), '--no-schemas'),
      check('check, one release file changed', generated(repository.changeRelease), '--no-schemas'),
      ...(settings.apps > 100
        ? []
        : [
            check('check with kubeconform, cold', repository.forgetChecks),
            check('check with kubeconform, one spec changed', generated(repository.changeSpec)),
          ]),
    ]
  })

export const benchReview = (settings: Settings): Promise<readonly Figure[]> =>
  inScratchRepository(settings.apps, (repository) => {
    const reviewAfter = (name: string, change: () => void): Figure => {
      repository.commit('base')
      change()
      gen(repository)
      return measure(settings, name, () => verb(repository, 'review', '--base', 'HEAD', '--format', 'json'))
    }
    gen(repository)
    return [
      reviewAfter('review of a bump', repository.changeRelease),
      reviewAfter('review of a rule for all', repository.changeRule),
    ]
  })

/** The overhead of Nx over the verb: with work, and from its cache. */
export const benchNx = (settings: Settings): Promise<readonly Figure[]> =>
  inScratchRepository(settings.apps, (repository) => {
    const { root } = repository
    const nx = () =>
      timed([process.execPath, path.join(root, 'node_modules/nx/dist/bin/nx.js'), 'run', 'gen:manifests'], {
        cwd: root,
        env: { NX_DAEMON: 'false', NX_CACHE_DIRECTORY: path.join(root, '.nx/cache') },
      })
    gen(repository)
    nx()
    return [
      measure(settings, 'nx run gen:manifests, one spec changed', nx, repository.changeSpec),
      measure(settings, 'nx run gen:manifests, nothing changed', nx),
    ]
  })
