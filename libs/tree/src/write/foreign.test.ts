import fs from 'node:fs'
import { formatIssues } from '@slipway/core'
import { afterEach, describe, expect, it } from 'vitest'
import { generated, Sandbox, tree } from '../../test/sandbox.ts'

const boxes: Sandbox[] = []
const sandbox = (): Sandbox => {
  const box = new Sandbox()
  boxes.push(box)
  return box
}
afterEach(() => boxes.splice(0).forEach((box) => box.clean()))

const web = 'clusters/dev/shop/web/rollout-web.yaml'
const first = tree({ [web]: 'one', 'argocd/dev/root.yaml': 'one' })

describe('what is not ours', () => {
  const cases: readonly (readonly [string, (box: Sandbox) => void, string])[] = [
    [
      'a file without the header where one is rendered',
      (box) => box.put(web, 'mine: true\n'),
      `${web}  [tree-not-ours]
  given   a file without the header of generated files
  wanted  only generated files in clusters/, argocd/ and aws/; apps/web/app.ts renders this one
  do      move it elsewhere or delete it by hand; Slipway does not touch it`,
    ],
    [
      'a stray file',
      (box) => box.put('clusters/dev/notes.md', 'x'),
      `clusters/dev/notes.md  [tree-not-ours]
  given   a file that is not .yaml
  wanted  only generated files in clusters/, argocd/ and aws/
  do      move it elsewhere or delete it by hand; Slipway does not touch it`,
    ],
    [
      'our header in another kind of file',
      (box) => box.put('clusters/dev/a.txt', generated('x')),
      'clusters/dev/a.txt  [tree-not-ours]\n  given   a file that is not .yaml',
    ],
    [
      'a link to a file',
      (box) => {
        box.put('clusters/x', '')
        fs.rmSync(box.full('clusters/x'))
        box.put('real', 'r')
        fs.symlinkSync(box.full('real'), box.full('clusters/a.yaml'))
      },
      'clusters/a.yaml  [tree-strange]\n  given   a symbolic link\n' +
        '  wanted  only folders and generated files in clusters/, argocd/ and aws/; links are never followed',
    ],
    [
      'a link instead of our folder',
      (box) => {
        box.put('real/x', '')
        fs.symlinkSync(box.full('real'), box.full('argocd'))
      },
      'argocd  [tree-strange]\n  given   a symbolic link',
    ],
    ['a file instead of our folder', (box) => box.put('argocd', 'x'), 'argocd  [tree-strange]\n  given   a file'],
    [
      'a folder where a file is rendered',
      (box) => box.put(`${web}/a.yaml`, generated('x')),
      `${web}  [tree-in-the-way]\n  given   a folder where the file ${web} is rendered`,
    ],
    [
      'a file where a folder is rendered',
      (box) => box.put('clusters/dev/shop', generated('x')),
      'clusters/dev/shop  [tree-in-the-way]\n  given   a file where the folder of',
    ],
  ]
  it.each(cases)('%s: it is named, and nothing is written', (_, make, message) => {
    const box = sandbox()
    make(box)
    const there = box.owned()
    const written = box.write(first)
    expect(written.ok).toBe(false)
    expect(formatIssues(written.ok ? [] : written.issues)).toContain(message)
    expect(box.owned()).toEqual(there)
  })
  it('names all of it at once', () => {
    const box = sandbox()
    box.put('clusters/a.md', 'x')
    box.put('clusters/b.yaml', 'x')
    expect(box.write(first)).toMatchObject({ issues: [{ file: 'clusters/a.md' }, { file: 'clusters/b.yaml' }] })
  })
  it("where we wrote before and then deleted is someone else's again", () => {
    const box = sandbox()
    box.write(first)
    box.write(tree({ 'argocd/dev/root.yaml': 'one' }))
    box.put(web, 'mine: true\n')
    expect(box.write(first)).toMatchObject({ ok: false, issues: [{ file: web, code: 'tree-not-ours' }] })
    expect(box.text(web)).toBe('mine: true\n')
  })
  it('a linked state folder is not followed', () => {
    const box = sandbox()
    box.put('real/x', '')
    fs.symlinkSync(box.full('real'), box.full('.slipway'))
    expect(box.write(first)).toMatchObject({ ok: false, issues: [{ file: '.slipway', code: 'tree-strange' }] })
  })
})
