// Replaces Node's network and clocks for packages that code of an estate imports: they load, and fail when they use
// them.
const refuse = () => {
  throw new Error('there is neither a network nor a clock where code of an estate runs')
}
/** @type {unknown} */
const nothing = new Proxy(function () {}, {
  get: (_, name) => (name === 'prototype' ? {} : typeof name === 'symbol' || name === 'then' ? undefined : nothing),
  apply: refuse,
  construct: refuse,
})
module.exports = nothing
