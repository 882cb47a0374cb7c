import dns from 'node:dns'

// Loaded before an app's own code (`node --import`) in a process that plays a pod of the mesh: other Services are
// reached through its own proxy, which listens at the pod's address, and reads from the request for whom it is.

const { REHEARSAL_POD_IP: own = '', REHEARSAL_FORGETS: forgets } = process.env

type Found = (error: null, address: string | readonly object[], family?: number) => void
type Lookup = (name: string, options: unknown, done?: Found) => void
const names = dns as unknown as { lookup: Lookup }
const { lookup } = names
names.lookup = (name, options, done) => {
  if (name === 'localhost' || /^[\d.]+$/.test(name)) return lookup(name, options, done)
  const told = typeof options === 'function' ? (options as Found) : done
  const all = (options as { all?: boolean }).all === true
  setImmediate(() => (all ? told?.(null, [{ address: own, family: 4 }]) : told?.(null, own, 4)))
}

/** Behaves like a library that does not pass traces on. */
if (forgets !== undefined) {
  const { fetch: send } = globalThis
  globalThis.fetch = (to, options) => {
    const headers = new Headers(options?.headers)
    headers.delete('traceparent')
    return send(to, { ...options, headers })
  }
}
