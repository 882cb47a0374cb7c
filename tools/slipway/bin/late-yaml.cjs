// @ts-check
// `yaml` for cdk8s, which loads all of it (72 files) for its Yaml, Include and Helm alone: here it is loaded when one
// of them is used.
const { createRequire } = require('node:module')

/** @type {Record<string | symbol, unknown> | undefined} */
let yaml
// From another folder than the file that gets this: Node remembers by folder what a name stands for.
const load = () => (yaml ??= createRequire(require.resolve('cdk8s/package.json'))('yaml'))

// `__esModule`, so that TypeScript's `__importStar` does not read all that it has.
module.exports = new Proxy({ __esModule: true }, { get: (_, name) => name === '__esModule' || load()?.[name] })
