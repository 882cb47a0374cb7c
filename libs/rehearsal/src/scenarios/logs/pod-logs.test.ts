import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it, vi } from 'vitest'
import { openPodLogs } from './pod-logs.ts'

it('lays lines out as containerd does, whole ones alone', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'pod-logs-'))
  const source = path.join(folder, 'process.log')
  writeFileSync(source, 'one\ntw')
  const logs = openPodLogs(path.join(folder, 'pods'))
  const log = { namespace: 'shop', pod: 'web-1', uid: 'u1', container: 'app' }
  const lines = () => readFileSync(path.join(folder, 'pods/shop_web-1_u1/app/0.log'), 'utf8').replaceAll(/^\S+Z /gm, '')
  try {
    logs.follow(source, log)
    await vi.waitFor(() => expect(lines()).toBe('stdout F one\n'))
    appendFileSync(source, 'o\n')
    await vi.waitFor(() => expect(lines()).toBe('stdout F one\nstdout F two\n'))
    logs.write(log, ['three'])
    expect(lines()).toContain('stdout F three\n')
  } finally {
    logs.stop()
    rmSync(folder, { recursive: true })
  }
})
