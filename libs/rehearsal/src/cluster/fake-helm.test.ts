import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseAllDocuments } from 'yaml'
import type { KubeObject } from '@slipway/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fakeHelm } from './fake-helm.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'slipway-helm-'))
  writeFileSync(path.join(folder, 'helm'), fakeHelm(folder, new Set()))
  chmodSync(path.join(folder, 'helm'), 0o755)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const helm = (...args: string[]) => execFileSync(path.join(folder, 'helm'), args, { cwd: folder, encoding: 'utf8' })

describe('the stand-in for helm', () => {
  it("answers Argo CD's own calls: a version, an archive of the chart, its objects", () => {
    expect(helm('version', '--client', '--short')).toMatch(/^v4\./)
    mkdirSync(path.join(folder, 'charts'))
    helm(
      'pull',
      '--destination',
      'charts',
      '--version',
      '1.2.3',
      '--repo',
      'https://charts.invalid',
      '--insecure-skip-tls-verify',
      'keda',
    )
    expect(existsSync(path.join(folder, 'charts/keda-1.2.3.tgz'))).toBe(true)
    execFileSync('tar', ['-xzf', 'charts/keda-1.2.3.tgz'], { cwd: folder })
    expect(readFileSync(path.join(folder, 'keda/Chart.yaml'), 'utf8')).toContain('version: 1.2.3')
    const objects = parseAllDocuments(helm('template', 'keda', '--name-template', 'keda', '--namespace', 'keda'))
      .map((document) => (document as { toJS(): unknown }).toJS() as KubeObject | null)
      .filter((object) => object !== null)
    // Every chart has something to sync, and none is asked for its values.
    expect(objects.map(({ kind }) => kind)).toEqual(['ConfigMap'])
  })

  it('knows a chart of an OCI registry by the last part of its name, and leaves nothing behind', () => {
    const before = path.join(folder, 'tmp')
    mkdirSync(before)
    execFileSync(
      path.join(folder, 'helm'),
      ['pull', 'oci://registry.invalid/charts/karpenter', '--version', '1.0.0', '--destination', '.'],
      {
        cwd: folder,
        env: { ...process.env, TMPDIR: before },
      },
    )
    expect(existsSync(path.join(folder, 'karpenter-1.0.0.tgz'))).toBe(true)
    expect(execFileSync('ls', ['-A', before], { encoding: 'utf8' })).toBe('')
  })

  it('other verbs do nothing and are content', () => expect(helm('registry', 'login', 'x')).toBe(''))
})
