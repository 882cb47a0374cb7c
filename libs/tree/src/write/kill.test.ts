import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { generated, Sandbox } from '../../test/sandbox.ts'

let box: Sandbox
beforeEach(() => {
  box = new Sandbox()
})
afterEach(() => box.clean())

const names = Array.from({ length: 400 }, (_, i) => `clusters/c${i % 4}/team/app${i}/rollout-app${i}.yaml`)
const wanted = (word: string) => new Map(names.map((name) => [name, generated(word)]))

/**
 * A process that writes the tree over and over, each time with another word, and says each file.
 * @param few from so many new files on another thread writes them; each time all are new then
 */
const script = (few: number | undefined) => `
  const { nodeDisk } = await import(${JSON.stringify(new URL('./disk.ts', import.meta.url).href)})
  const { takeLock } = await import(${JSON.stringify(new URL('./lock.ts', import.meta.url).href)})
  const { writeTree } = await import(${JSON.stringify(new URL('../cache/cached-tree.ts', import.meta.url).href)})
  const { WriteAhead } = await import(${JSON.stringify(new URL('./write-ahead.ts', import.meta.url).href)})
  const { sha256 } = await import(${JSON.stringify(new URL('./disk.ts', import.meta.url).href)})
  const { header } = await import(${JSON.stringify(new URL('../render/header.ts', import.meta.url).href)})
  const [root, start, ...names] = process.argv.slice(1)
  const disk = nodeDisk(root)
  for (let i = Number(start); ; i++) {
    const lock = takeLock(disk)
    if (!lock.ok) { console.log(JSON.stringify(lock)); break }
    const place = ${few === undefined ? "''" : 'i'}
    const files = new Map(names.map((name) => [name.replace('/c', '/c' + place), header('apps/web/app.ts') + '\\nsays: ' + i + '\\n']))
    const progress = (done) => done % 50 === 0 && process.stdout.write('.')
    const writer = new WriteAhead(disk, ${few})
    const texts = new Map([...files].map(([name, text]) => [name, Buffer.from(text)]))
    const hashes = new Map([...files].map(([name, text]) => [name, sha256(text)]))
    for (const [at, name] of [...files.keys()].entries()) {
      writer.take([name], texts, hashes)
      if (${few !== undefined}) progress(at + 1)
    }
    const ahead = await writer.finish()
    if (${few !== undefined} && ahead.folders.size !== names.length) { console.log(JSON.stringify([...ahead.folders.keys()])); break }
    const written = writeTree(disk, files, lock.value, { committed: () => new Set(), progress, ahead })
    await writer.end()
    if (!written.ok || written.value.edited.length > 0) { console.log(JSON.stringify(written)); break }
    lock.value.release()
  }`

it.each<[string, number | undefined]>([
  ['a process', undefined],
  ['a process with a thread that writes ahead', 1],
])('%s killed with SIGKILL leaves whole files; the next one takes its lock over and repairs', async (_, few) => {
  for (let round = 0; round < 4; round++) {
    const child = spawn(
      process.execPath,
      ['--input-type=module', '-e', script(few), box.root, String(round * 1000), ...names],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    let said = ''
    const enough = new Promise<void>((resolve) => {
      child.stdout.on('data', (data: Buffer) => {
        said += data.toString()
        if (said.length > 8 + round * 3 || said.includes('{')) resolve()
      })
    })
    await enough
    child.kill('SIGKILL')
    await once(child, 'close')
    expect(said).toMatch(/^\.+$/)
    for (const [path, text] of Object.entries(box.owned())) {
      // A folder whose files were removed is no torn file; the last run has to remove it.
      if (!/\.tmp$|\/$/.test(path))
        expect(text, path).toMatch(/^# Made by Slipway from apps\/web\/app\.ts\..*\nsays: \d+\n$/)
    }
  }
  const last = box.write(wanted('last'))
  expect(last).toMatchObject({ ok: true, value: { edited: [], ...(few === undefined ? { removed: [] } : {}) } })
  expect(box.owned()).toEqual(Object.fromEntries([...wanted('last')].sort(([a], [b]) => (a < b ? -1 : 1))))
  expect(Object.keys(box.below('.slipway'))).toEqual(['.slipway/gen.cache'])
})
