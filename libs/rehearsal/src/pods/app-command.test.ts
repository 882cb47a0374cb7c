import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { formatIssues } from '@slipway/core'
import { afterEach, describe, expect, it } from 'vitest'
import { commandsOf } from './app-command.ts'

const folders: string[] = []
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })))

function estate(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(path.join(tmpdir(), 'slipway-command-'))
  folders.push(root)
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), text)
  }
  return root
}
const of = (files: Readonly<Record<string, string>>) => {
  const root = estate(files)
  const read = commandsOf(root, root, ['cart'])
  return read.ok
    ? (JSON.parse(JSON.stringify([...read.value.values()]).replaceAll(root, '@')) as unknown)
    : formatIssues(read.issues)
}

describe('commandsOf', () => {
  it.each([
    [
      'Node from src/main.ts, where nothing is said',
      { 'apps/cart/src/main.ts': '' },
      [{ command: ['node', 'apps/cart/src/main.ts'], cwd: '@' }],
    ],
    ['nothing for an app that cannot be run', { 'apps/cart/app.ts': '' }, []],
    [
      "what the file says, in the app's folder",
      { 'apps/cart/rehearse.json': '{ "command": ["python3", "-m", "cart", "{ip}"] }' },
      [{ command: ['python3', '-m', 'cart', '{ip}'], cwd: '@/apps/cart' }],
    ],
    [
      'another folder of the repository',
      { 'apps/cart/rehearse.json': '{ "command": ["make", "run"], "cwd": "../.." }' },
      [{ command: ['make', 'run'], cwd: '@' }],
    ],
    [
      'how its calls are walked, by its own program',
      { 'apps/cart/rehearse.json': '{ "visit": { "path": "/a", "method": "PUT" } }' },
      [{ command: ['node', 'src/main.ts'], cwd: '@/apps/cart', visit: { path: '/a', method: 'PUT' } }],
    ],
  ])('%s', (_, files, wanted) => expect(of(files as Readonly<Record<string, string>>)).toEqual(wanted))

  it.each([
    ['{', /apps\/cart\/rehearse\.json.*\[not-json\]/],
    ['[]', /wanted +\{ "command"/],
    [
      '{ "command": "node main.js" }',
      /command .*\[rehearse\]\n +given +"node main.js"\n +wanted +a program and its arguments/,
    ],
    [
      '{ "command": ["node"], "cwd": "../../.." }',
      /cwd .*\n +given +"\.\.\/\.\.\/\.\."\n +wanted +a folder of this repository/,
    ],
    ['{ "command": ["node"], "cwd": "nowhere" }', /given +"nowhere"/],
    ['{ "command": ["node"], "cmd": [] }', /cmd .*\n +given +"cmd"\n +wanted +command, cwd or visit/],
    ['{ "command": ["node"], "visit": { "path": "cart" } }', /visit .*\n +given .*\n +wanted +\{ "method"/],
    ['{ "visit": { "path": "/", "headers": { "a": 1 } } }', /visit .*\n +given/],
    ['{ "visit": { "path": "/", "headers": ["a"] } }', /visit .*\n +given/],
  ])('%s is refused in words', (text, words) => expect(of({ 'apps/cart/rehearse.json': text })).toMatch(words))
})
