import { digest, SampleEstate } from './sample.ts'

export const release = (letter: string, more: object = {}) => ({
  digest: digest(letter),
  version: `1.${letter}`,
  ...more,
})
export const prodEu = { account: '222233334444', region: 'eu-west-1', name: 'prod-eu' }
export const eu = 'apps/web/releases/prod-eu.json'

const made: SampleEstate[] = []

/** Until `cleanUp`, which is for after each test. */
export function kept(sample: SampleEstate): SampleEstate {
  made.push(sample)
  return sample
}
export const cleanUp = () => made.splice(0).forEach((one) => one.clean())

export async function estateOf(files: Readonly<Record<string, unknown>> = {}, folder = ''): Promise<SampleEstate> {
  return kept(new SampleEstate(['web', 'api'], files, {}, folder)).repository()
}

/** A second copy of an estate's repository. What Node has imported of the first is not what it reads in the second. */
export function copyOf(sample: SampleEstate): SampleEstate {
  const copy = kept(new SampleEstate())
  copy.git('init', '-q')
  copy.git('fetch', '-q', sample.top, 'HEAD')
  copy.git('reset', '-q', '--hard', 'FETCH_HEAD')
  copy.git('clean', '-qfd')
  return copy
}

/** Brings a release to a cluster, as a merged pull request does. */
export async function ship(sample: SampleEstate, letter: string, file = eu): Promise<string> {
  sample.put(file, release(letter))
  await sample.render()
  return sample.commit(`1.${letter}`)
}
