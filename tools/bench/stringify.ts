import { loadavg } from 'node:os'
import { renderEstate } from '@slipway/tree'

/** A process of its own, for memory's sake: renders an estate, and says how long JSON.stringify takes for all of its objects. */
const estate = await renderEstate(process.argv[2] ?? '')
if (!estate.ok) throw new Error('the estate has issues')
const [began, before] = [performance.now(), process.cpuUsage()]
let bytes = 0
for (const { objects } of estate.value.rendered) for (const object of objects) bytes += JSON.stringify(object).length
const { user, system } = process.cpuUsage(before)
if (bytes === 0) throw new Error('no objects')
console.log(
  JSON.stringify({ wall: (performance.now() - began) / 1000, cpu: (user + system) / 1e6, load: loadavg()[0] }),
)
