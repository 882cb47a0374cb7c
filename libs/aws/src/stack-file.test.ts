import { expect, it } from 'vitest'
import { appOf, fleet } from '../test/fixture.ts'
import { awsFiles } from './aws-files.ts'
import { awsStacks } from './aws-stacks.ts'
import { stackFile } from './stack-file.ts'

it.each(['cloudformation', 'opentofu'] as const)('is where the writer of %s puts each stack', (stacks) => {
  const own = { ...fleet, stacks }
  const apps = [appOf('web', { needs: { bucket: { up: {} } } })]
  expect(awsStacks(own, apps).map((one) => stackFile(one, own))).toEqual(awsFiles(own, apps).map(({ path }) => path))
})
