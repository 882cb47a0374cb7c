import { loadavg } from 'node:os'
import { renderEstate } from '@slipway/tree'

/** Prints how long JSON.stringify takes for all objects of an estate: a process of its own, since those objects need memory. */
const estate = await renderEstate(process.argv[2] ?? '')
if (!estate.ok) throw new Error('the estate has issues')
const [began, before] = [performance.now(), process.cpuUsage()]
for (const { objects } of estate.value.rendered) for (const object of objects) JSON.stringify(object)
const { user, system } = process.cpuUsage(before)
console.log(
  JSON.stringify({ wall: (performance.now() - began) / 1000, cpu: (user + system) / 1e6, load: loadavg()[0] }),
)
