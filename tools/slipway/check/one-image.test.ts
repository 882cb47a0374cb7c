import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { AppSource } from '@slipway/spec'
import { expect, it } from 'vitest'
import { idleDockerfiles } from './one-image.ts'

const app = (name: string, ...images: readonly unknown[]) =>
  ({ name, specs: new Map(images.map((image, i) => [`env-${i}`, { image }])) }) as unknown as AppSource
const shared = { app: 'web' }

it.each([
  ['runs its own image', app('sms', undefined, undefined), true, []],
  ['names a repository', app('sms', 'quay.io/acme/sms'), true, []],
  ['runs its own somewhere', app('sms', shared, undefined), true, []],
  ['has none', app('sms', shared, shared), false, []],
  [
    'runs the image of another',
    app('sms', shared, shared),
    true,
    ['apps/sms/Dockerfile [image-not-run] take it out, or take image out of apps/sms'],
  ],
])('a Dockerfile of an app that %s', (_, one, hasFile, told) => {
  const root = mkdtempSync(path.join(tmpdir(), 'slipway-images-'))
  try {
    mkdirSync(path.join(root, 'apps/sms'), { recursive: true })
    if (hasFile) writeFileSync(path.join(root, 'apps/sms/Dockerfile'), 'FROM scratch\n')
    expect(idleDockerfiles(root, [one]).map(({ file, code, hint }) => `${file} [${code}] ${hint}`)).toEqual(told)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
})
