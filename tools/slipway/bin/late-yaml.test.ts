import { createRequire } from 'node:module'
import path from 'node:path'
import { home } from '@slipway/cli'
import { exec } from '@slipway/cli/exec'
import { describe, expect, it } from 'vitest'

const bin = path.join(home, 'tools/slipway/bin')

describe('the YAML of cdk8s', () => {
  it('is loaded when it is used, and is the same', async () => {
    const object = { a: [1, 'x: y'], b: { c: '0775', d: undefined } }
    const script = `
      require('${path.join(bin, 'answer-imports.cjs')}').answerImports('${home}')
      const { Yaml } = require('cdk8s')
      const loaded = () => Object.keys(require.cache).filter((file) => file.includes('/yaml/dist/')).length
      const before = loaded()
      console.log(JSON.stringify({ before, text: Yaml.stringify(${JSON.stringify(object)}), after: loaded() > 0 }))`
    const { stdout, stderr } = await exec(process.execPath, ['-e', script], { cwd: path.join(home, 'libs/manifests') })
    expect(stderr).toBe('')
    const { Yaml } = createRequire(path.join(home, 'libs/manifests/a.ts'))('cdk8s') as typeof import('cdk8s')
    expect(JSON.parse(stdout)).toEqual({
      before: 0,
      text: Yaml.stringify(JSON.parse(JSON.stringify(object))),
      after: true,
    })
  })
})
