import { describe, expect, it } from 'vitest'
import { startsPrograms } from './programs-first.ts'

describe('a test starts programs', () => {
  it.each<[boolean, string]>([
    [true, "import { spawnSync } from 'node:child_process'"],
    [true, "import { git } from '@slipway/cli/git'"],
    [true, "import { SampleEstate } from '../test/sample.ts'"],
    [true, "import { runCode } from './sandbox.ts'"],
    [true, "import { importData } from '../import-data.ts'"],
    [true, "import { execSync } from './exec.ts'"],
    [true, "import { job } from './workflow.ts'"],
    [false, "import { Sandbox } from '../../test/sandbox.ts'"],
    [false, 'const [, name] = /^name: (.*)/.exec(text) ?? []'],
    [false, "import { quantity } from './quantity.ts'"],
    [false, "it('reads the digits', () => expect(digits('1')).toBe(1))"],
  ])('%s: %s', (starts, text) => {
    expect(startsPrograms(text)).toBe(starts)
  })
})
