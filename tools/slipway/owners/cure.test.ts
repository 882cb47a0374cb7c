import { afterEach, beforeEach, expect, it } from 'vitest'
import { ran } from '@slipway/cli/test'
import { git } from '@slipway/cli/git'
import { SampleEstate } from '@slipway/release/sample'
import owners from '../owners.ts'
import { cureCodeOwners } from './cure.ts'

let estate: SampleEstate
const file = '.github/CODEOWNERS'
beforeEach(() => {
  estate = new SampleEstate()
})
afterEach(() => estate.clean())

const unmerged = () => git(estate.root, ['ls-files', '--unmerged', '--', file]).stdout
const does = (...words: readonly string[]) =>
  git(estate.root, ['-c', 'user.name=a', '-c', 'user.email=a@b.c', '-c', 'commit.gpgsign=false', ...words])

/** Two branches that change the file each in its own way, and their merge. */
async function conflict(change: (text: string, branch: string) => string): Promise<string> {
  does('init', '-q', '-b', 'main')
  await ran(owners, ['--root', estate.root], estate.root)
  const sound = estate.text(file)
  does('add', '-A')
  does('commit', '-qm', 'first')
  for (const branch of ['a', 'b']) {
    does('switch', '-qc', branch, 'main')
    estate.put(file, change(sound, branch))
    does('commit', '-qam', branch)
  }
  does('merge', 'a')
  expect(unmerged()).not.toBe('')
  expect(estate.text(file)).toContain('<<<<<<<')
  return sound
}

it('ends a conflict within the region by the specs, and stages it', async () => {
  const sound = await conflict((text, branch) => text.replace(/^\/apps\/web\/.*$/m, `/apps/${branch}/ @acme/${branch}`))
  await cureCodeOwners(estate.root)
  expect(estate.text(file)).toBe(sound)
  expect(unmerged()).toBe('')
})

it('leaves a conflict in the lines of people open', async () => {
  await conflict((text, branch) => `${text}/mine/ @acme/${branch}\n`)
  const open = estate.text(file)
  await cureCodeOwners(estate.root)
  expect(estate.text(file)).toBe(open)
  expect(unmerged()).not.toBe('')
})

it('leaves a file without a conflict alone', async () => {
  estate.put(file, '* @anybody\n')
  does('init', '-q', '-b', 'main')
  await cureCodeOwners(estate.root)
  expect(estate.text(file)).toBe('* @anybody\n')
})
