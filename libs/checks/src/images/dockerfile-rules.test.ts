import { describe, expect, it } from 'vitest'
import { imageIssues, type BuildContext } from './dockerfile-rules.ts'

const digest = `sha256:${'a'.repeat(64)}`
const files = ['apps/mail/main.py', 'apps/mail/lib/a.py', 'libs/shared/b.py', 'requirements.txt']
const context = (ignored?: string): BuildContext => ({
  matching: (pattern) => {
    const fits = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]*').replace(/\/$/, '')}(/|$)`)
    return pattern === '' ? files : files.filter((file) => fits.test(file))
  },
  ignored,
  ignoreFile: '.dockerignore',
})
const python = `
# syntax=docker/dockerfile:1
ARG BASE=python:3.13-slim@${digest}
FROM $BASE AS build
COPY requirements.txt .
RUN pip install -r requirements.txt --target /packages
FROM --platform=$BUILDPLATFORM gcr.io/distroless/python3@${digest}
COPY --from=build /packages /packages
COPY ["apps/mail/main.py", "libs/shared", "/app/"]
USER 10001
ENTRYPOINT ["python", "/app/main.py"]
`
const told = (text: string, ignored?: string, user = 10_001) =>
  imageIssues({ file: 'apps/mail/Dockerfile', text, user }, context(ignored)).map(({ at, code }) => `${at}: ${code}`)

describe('an image', () => {
  it('of any language is right', () => {
    expect(told(python)).toEqual([])
    expect(told(python, '*\n!requirements.txt\n!apps/*/main.py\n!libs/shared\n')).toEqual([])
  })

  it.each<[string, string, string[]]>([
    ['no image', 'RUN true', [': image-base']],
    ['a base by its tag', python.replace(`-slim@${digest}`, '-slim'), ['line 4: image-base']],
    ['a base by a value from outside', python.replace('$BASE', '$OTHER'), ['line 4: image-base']],
    [
      'a file that is not there',
      python.replace('COPY requirements.txt', 'COPY requirments.txt'),
      ['line 5: image-source'],
    ],
    ['a file above', python.replace('COPY requirements.txt', 'COPY ../requirements.txt'), ['line 5: image-source']],
    ['files of an image by its tag', python.replace('--from=build', '--from=docker.io/x:1'), ['line 8: image-base']],
    [
      'a mount of an image by its tag',
      python.replace('RUN pip', 'RUN --mount=type=bind,from=x:1,target=/x pip'),
      ['line 6: image-base'],
    ],
    ['files of a stage by its number', python.replace('--from=build', '--from=0'), []],
    ['more than 128 KB', `${python}# ${'x'.repeat(128 * 1024)}`, [': input-size']],
    ['more than 500 sources', `${python}${'COPY apps /x\n'.repeat(499)}`, [': input-size']],
    ['no user', python.replace('USER 10001\n', ''), [': image-user']],
    [
      'a user of an earlier stage',
      python.replace('USER 10001\n', '').replace('RUN', 'USER 10001\nRUN'),
      [': image-user'],
    ],
    ['root', python.replace('10001', 'root'), ['line 10: image-user']],
    ['another user', python.replace('10001', '10002:10001'), ['line 10: image-user']],
    ['a shell', python.replace('["python", "/app/main.py"]', 'python /app/main.py'), ['line 11: image-shell']],
    [
      'nothing of these: a heredoc, an address, scratch',
      `FROM scratch\nADD https://x.example/a /a\nCOPY <<EOF /b\nx\nEOF\nUSER 10001:10001\n`,
      [],
    ],
  ])('%s', (_, text, issues) => {
    expect(told(text)).toEqual(issues)
  })

  it('says what the ignore file keeps out', () => {
    const [one] = imageIssues(
      { file: 'apps/mail/Dockerfile', text: python, user: 10_001 },
      context('*\n!apps\n!libs\n'),
    )
    expect(one).toMatchObject({
      code: 'image-ignored',
      got: '"requirements.txt"',
      hint: expect.stringContaining('!requirements.txt') as unknown,
    })
  })

  it.each<[string, string]>([
    ['lines', '*\n'.repeat(501)],
    ['stars', '*a*a*a*a*a\n'],
    ['length', `${'a'.repeat(501)}\n`],
  ])('is judged by an ignore file within bounds: %s', (_, ignored) => {
    expect(imageIssues({ file: 'apps/mail/Dockerfile', text: python, user: 10_001 }, context(ignored))).toMatchObject([
      { file: '.dockerignore', code: 'input-size' },
    ])
  })

  it('runs as the user of the spec', () => {
    expect(told(python, undefined, 20_000)).toEqual(['line 10: image-user'])
  })
})
