import { expect, it } from 'vitest'
import { readDockerfile } from './dockerfile.ts'

it('reads stages, images, sources, the user and shells', () => {
  const file = readDockerfile(
    [
      '# syntax=docker/dockerfile:1',
      'ARG BASE=node:24',
      'FROM $BASE AS build',
      'COPY package.json src/ /app/',
      'RUN --mount=type=bind,from=tools:1,target=/t true',
      'FROM scratch',
      'COPY --from=build /app /app',
      'COPY --from=0 /a /b',
      'ADD https://example.test/x /x',
      'USER 10001',
      'CMD node main.js',
    ].join('\n'),
  )
  expect(file.images.map(({ line, image }) => `${line} ${image}`)).toEqual([
    '1 docker/dockerfile:1',
    '3 node:24',
    '5 tools:1',
  ])
  expect(file.sources.map(({ path }) => path)).toEqual(['package.json', 'src/'])
  expect(file.fetched).toEqual([{ line: 9, address: 'https://example.test/x', pinned: false }])
  expect([file.user?.name, file.shells, file.stages, file.unclear]).toEqual([
    '10001',
    [{ line: 11, keyword: 'CMD' }],
    2,
    [],
  ])
})

it.each([
  [`ADD --checksum=sha256:${'a'.repeat(64)} https://example.test/x /x`, true],
  [`ADD https://example.test/x.git#${'a'.repeat(40)} /x`, true],
  ['ADD https://example.test/x.git#main /x', false],
  ['ADD $ADDRESS /x', false],
])('%s is pinned: %s', (line, pinned) => {
  expect(readDockerfile(`FROM scratch\n${line}\n`).fetched).toMatchObject([{ pinned }])
})
