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
    ['a reader of the file by its tag', `# syntax=docker/dockerfile:1${python}`, ['line 1: image-base']],
    ['the same behind a first line #!', `#!/x\n# syntax=docker/dockerfile:1${python}`, ['line 2: image-base']],
    ['the same as BuildKit alone reads it', `// syntax=docker/dockerfile:1${python}`, ['line 1: image-keyword']],
    ['a reader of the file by its digest', `# syntax=docker/dockerfile:1@${digest}${python}`, []],
    [
      'a base that is one of two arguments of a line',
      `ARG B=evil:1 A=x@${digest}\nFROM $B\nUSER 10001`,
      ['line 2: image-base'],
    ],
    ['a base that quotes say anew', `ARG B=x@${digest}\nARG "B=evil:1"\nFROM $B\nUSER 10001`, ['line 3: image-base']],
    ...['FROM=x:1', '"from=x:1"', `from=y@${digest},from=x:1`, 'fr\\om=x:1'].map((one): [string, string, string[]] => [
      `a mount of an image, written ${one}`,
      python.replace('RUN pip', `RUN --mount=type=bind,${one},target=/x pip`),
      ['line 6: image-base'],
    ]),
    ['files of an image by a flag with quotes', python.replace('--from=build', '--fr"om"=x:1'), ['line 8: image-base']],
    ['files of an image in each build upon it', `${python}ONBUILD COPY --from=x:1 /a /b`, ['line 12: image-base']],
    ['a word that Docker splits at a vertical tab', `${python}FROM\u000bx:1`, ['line 12: image-keyword']],
    ...['ADD https://x.example/a /a', 'ONBUILD ADD https://x.example/a /a', 'ADD $ADDRESS /a'].map(
      (one): [string, string, string[]] => [
        `what is fetched without a checksum: ${one}`,
        python.replace('USER', `${one}\nUSER`),
        ['line 10: image-fetched', ...(one.includes('$') ? ['line 10: image-source'] : [])],
      ],
    ),
    ...[
      'https://x.example/a.git#main',
      'git@x.example:a.git',
      'https://x.example/a#0123456789012345678901234567890123456789',
    ].map((one): [string, string, string[]] => [
      `a repository by no commit: ${one}`,
      python.replace('USER', `ADD ${one} /a\nUSER`),
      ['line 10: image-fetched'],
    ]),
    ...[
      `--checksum=${digest} https://x.example/a`,
      `https://x.example/a.git#${'0'.repeat(40)}`,
      `git@x.example:a.git#${'0'.repeat(40)}:docs`,
    ].map((one): [string, string, string[]] => [
      `what is fetched as it was: ${one}`,
      python.replace('USER', `ADD ${one} /a\nUSER`),
      [],
    ]),
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
      `FROM scratch\nADD --checksum=${digest} https://x.example/a /a\nCOPY <<EOF /b\nx\nEOF\nUSER 10001:10001\n`,
      [],
    ],
  ])('%s', (_, text, issues) => {
    expect(told(text)).toEqual(issues)
  })

  it.each([
    '\\<<X',
    '"a <<X b"',
    '<<E"O"F',
    '3<<X',
    '<< X',
    '<<X "',
    '<<X ${Y%z}',
    '<<-X <<Z',
    'a\u00a0--mount=from=x:1',
    'a\rX',
  ])('is refused where Docker may read it otherwise: %j', (words) => {
    expect(told(`FROM x@${digest}\nUSER 10001\nRUN true ${words}\nX\n`)).toContain('line 3: image-keyword')
  })

  it('has heredocs, and two signs that are none', () => {
    const lines = [
      `FROM x@${digest}`,
      "RUN cat > /x <<'EOF'",
      'USER root',
      'EOF',
      'RUN v=`date`',
      'RUN echo $((1<<2)) "a<<b" \\',
      '  # it is "<<EOF',
      '  c',
      'COPY --chown=${A}:${A} <<-EOF "/b"',
      '\tx',
      '\tEOF',
      'USER 10001',
    ]
    expect(told(lines.join('\n'))).toEqual([])
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
