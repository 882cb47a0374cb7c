import { existsSync, globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const apps = globSync('apps/*/Dockerfile', { cwd: root }).map((path) => ({
  name: path.split('/')[1] ?? '',
  text: readFileSync(`${root}${path}`, 'utf8'),
}))
const steps = (text: string) =>
  text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => /^[A-Z]/.test(line))

describe.each(apps)('the image of $name', ({ name, text }) => {
  const lines = steps(text)
  const rest = (word: string) =>
    lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1))

  it('is built on images pinned by digest, and by the same ones as every other', () => {
    for (const from of rest('FROM')) expect(from).toMatch(/^\S+:\S+@sha256:[0-9a-f]{64}( AS \w+)?$/)
    expect(rest('FROM')).toEqual(
      steps(apps[0]?.text ?? '')
        .filter((l) => l.startsWith('FROM '))
        .map((l) => l.slice(5)),
    )
  })

  it('runs a file of its own, without a shell, as a user that is a number and not root', () => {
    const [file] = rest('CMD').flatMap((json) => JSON.parse(json) as string[])
    expect(file).toBe(`apps/${name}/src/main.ts`)
    expect(existsSync(`${root}${file}`)).toBe(true)
    expect(rest('USER')).toEqual(['10001:10001'])
  })

  it('takes from the repository only this app and the service template', () => {
    const taken = rest('COPY')
      .filter((args) => !args.startsWith('--from='))
      .flatMap((args) => args.split(' ').slice(0, -1))
    for (const path of taken) expect(existsSync(`${root}${path}`)).toBe(true)
    const own = [`apps/${name}/`, 'libs/service/src', 'libs/service/package.json', 'package']
    expect(taken.filter((path) => !own.some((start) => path.startsWith(start)))).toEqual([])
  })
})

it('there is an image for every app with sources', () => {
  const sources = globSync('apps/*/src/main.ts', { cwd: root }).map((path) => path.split('/')[1])
  expect(apps.map((app) => app.name).sort()).toEqual(sources.sort())
})
