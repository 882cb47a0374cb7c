// @ts-check
const { readFileSync } = require('node:fs')
const { registerHooks } = require('node:module')
const path = require('node:path')
const { fileURLToPath, pathToFileURL } = require('node:url')
const { ownImports } = require('./own-imports.cjs')
const { packageImport } = require('./package-imports.cjs')

const format = 'module-typescript'

/** @param {string} root */
function answerImports(root) {
  const own = ownImports(root)
  const lateYaml = pathToFileURL(path.join(__dirname, 'late-yaml.cjs')).href

  registerHooks({
    resolve(specifier, context, next) {
      const parent = context.parentURL
      if (parent === undefined) return next(specifier, context)
      const url = own(specifier, parent)
      if (url !== undefined) return { url, format, shortCircuit: true }
      if (specifier === 'yaml' && parent.endsWith('/node_modules/cdk8s/lib/yaml.js'))
        return { url: lateYaml, format: 'commonjs', shortCircuit: true }
      const file = packageImport(specifier, parent, context.conditions.includes('require'))
      return file === undefined ? next(specifier, context) : { url: file, shortCircuit: true }
    },
    load(url, context, next) {
      if (context.format !== format) return next(url, context)
      return { format, source: readFileSync(fileURLToPath(url)), shortCircuit: true }
    },
  })
}

module.exports = { answerImports }
