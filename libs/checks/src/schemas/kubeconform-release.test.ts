import { describe, expect, it } from 'vitest'
import { archiveUrl, kubeconformRelease, platformName } from './kubeconform-release.ts'

describe('platformName', () => {
  it.each([
    ['linux', 'x64', 'linux-amd64'],
    ['linux', 'arm64', 'linux-arm64'],
    ['darwin', 'arm64', 'darwin-arm64'],
    ['win32', 'x64', 'windows-amd64'],
  ])('%s %s is %s', (platform, arch, want) => {
    expect(platformName(platform, arch)).toBe(want)
    expect(Object.keys(kubeconformRelease.archives)).toContain(want)
  })
})

describe('archiveUrl', () => {
  const released = 'https://github.com/yannh/kubeconform/releases/download/v0.8.0/a.zip'
  it.each([
    ['no mirror', undefined, released],
    ['an empty mirror is none', '', released],
    ['a mirror', 'https://mirror.example/k', 'https://mirror.example/k/a.zip'],
    ['a mirror with slashes at its end', 'https://mirror.example/k//', 'https://mirror.example/k/a.zip'],
  ])('%s', (_name, mirror, want) => expect(archiveUrl(kubeconformRelease, 'a.zip', mirror)).toBe(want))
})
