import { enableCompileCache } from 'node:module'
import path from 'node:path'

/**
 * Lets Node keep our code as it has compiled it, beside what npm installed: stripping types and compiling is more than half of what a verb
 * needs to start (docs/speed.md). Node looks at each file's text before it uses what it kept; where it cannot write, it does without. It works
 * for what is imported after it, so it is a verb's first import. It is JavaScript, and `npm run` and Nx load it before the verb (`--import`): else Node
 * would load its own stripper of types, 0.05 s, for the verb's first file alone.
 */
enableCompileCache(path.resolve(import.meta.dirname, '../../node_modules/.cache/slipway'))
