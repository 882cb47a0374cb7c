import { defineCommand, root } from '@slipway/cli'

export default defineCommand({
  name: 'resolve',
  summary: 'ends merge conflicts in generated files by rendering them anew',
  about:
    'After a merge, rebase, cherry-pick or revert: renders clusters/, argocd/ and aws/ from the merged inputs, and stages them.\n' +
    'A conflict in package-lock.json is ended first, by npm, and one in our region of CODEOWNERS by the merged specs.\n' +
    '`npx nx run gen:resolve` does the same, but Nx does not start while the lockfile is in conflict.',
  options: { root, json: 'print the result as JSON' },
  exits: ['no generated file is in conflict', 'something is wrong'],
  async run(values, _, output) {
    const [{ resolve }, { renderEstate }] = await Promise.all([import('./gen/resolve.ts'), import('@slipway/tree')])
    return resolve(values, renderEstate, { ...output, progress: values.json ? () => {} : output.progress })
  },
})
