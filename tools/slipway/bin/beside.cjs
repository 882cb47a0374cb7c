// @ts-check

/** Without `..` in between, and without letters that a URL writes otherwise. */
const plain = /^(?:\.\/|((?:\.\.\/)+))((?:[\w-][\w.-]*\/)*[\w-][\w.-]*)$/

/**
 * As `new URL` says, in a fifth of its time: a start asks two thousand times.
 * @param {string} specifier
 * @param {string} parent
 * @returns {string | undefined} the URL of `./file.ts` or `../folder/file.ts`, as seen from the parent's URL
 */
function beside(specifier, parent) {
  const [, up = '', rest] = plain.exec(specifier) ?? []
  if (rest === undefined) return undefined
  let end = parent.lastIndexOf('/')
  for (let i = 0; i < up.length; i += 3) end = parent.lastIndexOf('/', end - 1)
  return parent.slice(0, end + 1) + rest
}

module.exports = { beside }
