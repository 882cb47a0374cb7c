import { expect, it } from 'vitest'
import { subjectOf } from './subject.ts'

it.each([
  ['apps/web/Dockerfile', 'dockerfile'],
  ['apps/web/Dockerfile.arm64', 'dockerfile'],
  ['apps/web/web.Dockerfile', 'dockerfile'],
  ['apps/web/Dockerfile.dockerignore', 'tool-settings'],
  ['.slipway-review.yaml', 'review-settings'],
  ['libs/review/src/files/dockerfile.ts', 'product'],
  ['libs/review/src/files/dockerfile.test.ts', 'product'],
  ['apps/web/src/dockerfile.py', 'app-code'],
])('%s is read as %s', (path, subject) => {
  expect(subjectOf(path, true)[0]).toBe(subject)
})
