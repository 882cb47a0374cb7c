// What stands for Node's network in packages that code of an estate imports: they load, and cannot use it.
const refuse = () => {
  throw new Error('there is no network where code of an estate runs')
}
/** @type {unknown} */
const nothing = new Proxy(function () {}, {
  get: (_, name) => (name === 'prototype' ? {} : typeof name === 'symbol' || name === 'then' ? undefined : nothing),
  apply: refuse,
  construct: refuse,
})
module.exports = nothing
