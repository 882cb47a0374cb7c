// @ts-check
// Files of a package name each other. Node asks the disk for each target, for its real path and for the package.json
// around it, although npm's packages have no links; the text says enough.
const { statSync } = require('node:fs')
const { fileURLToPath } = require('node:url')
const { beside } = require('./beside.cjs')

/** @param {string} url */
const isFile = (url) => statSync(fileURLToPath(url), { throwIfNoEntry: false })?.isFile() === true

/**
 * @param {string} specifier
 * @param {string} parent
 * @param {boolean} isRequired `require` may leave the ending out, and may be tried for a file that is not there
 * @returns {string | undefined} the URL of a file of a package that one of the same package names; Node looks for
 * anything else
 */
function packageImport(specifier, parent, isRequired) {
  if (!specifier.startsWith('.') || !parent.includes('/node_modules/')) return undefined
  if (!isRequired) return /\.m?js$/.test(specifier) ? beside(specifier, parent) : undefined
  const url = beside(/\.c?js$/.test(specifier) ? specifier : `${specifier}.js`, parent)
  return url !== undefined && isFile(url) ? url : undefined
}

module.exports = { packageImport }
