// @ts-check
// `node --require` this, to write the files that were loaded as JSON to the file that LOADED_FILES names. It asks V8,
// past all hooks.
const { writeFileSync } = require('node:fs')
const { Session } = require('node:inspector')

/** @type {string[]} */
const files = []
const session = new Session()
session.connect()
session.on('Debugger.scriptParsed', ({ params: { url } }) => {
  if (url.startsWith('file:') || url.startsWith('/')) files.push(url)
})
session.post('Debugger.enable')
process.on('exit', () => writeFileSync(/** @type {string} */ (process.env['LOADED_FILES']), JSON.stringify(files)))
