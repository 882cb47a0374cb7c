import { scrapeLimits } from '@slipway/model'
import { cause, joined, pending, say, seen, seenIf } from '../shared/kit.ts'
import { noise, targetsOf, type PodsHere } from './pods-here.ts'
import { active, type Stage } from './stage.ts'

/** More than one scrape of an app may bring. */
const tooMany = scrapeLimits.sampleLimit + 1

export async function arePodsFound({ test, monitors }: Stage, { pods }: PodsHere): Promise<boolean> {
  const wanted = targetsOf(monitors, pods)
  const without = monitors.filter(
    ({ metadata }) => !wanted.some(({ job }) => job.startsWith(`podMonitor/${metadata.namespace}/${metadata.name}/`)),
  )
  return await test.assertSoon(
    'by the API server alone each job finds the pods that it is for, each once, and no other',
    async () => {
      const all = await active(test)
      const up = all.filter(({ health }) => health === 'up')
      const lost = wanted.filter(
        ({ job, url }) => up.filter((one) => one.scrapePool === job && one.scrapeUrl === url).length !== 1,
      )
      const besides = up.filter(
        ({ scrapePool, scrapeUrl }) =>
          scrapePool.startsWith('podMonitor/') &&
          !wanted.some(({ job, url }) => job === scrapePool && url === scrapeUrl),
      )
      if (lost.length + besides.length + without.length === 0)
        return seen(`${wanted.length} targets of ${monitors.length} monitors and ${pods.length} pods`)
      return pending(
        joined([
          ...lost.slice(0, 4).map(({ job, url }) => {
            const there = all.filter(({ scrapePool }) => scrapePool === job)
            const why = there.map(({ scrapeUrl, lastError }) => `${scrapeUrl} ${lastError}`).join(', ')
            return say`${cause('nobody-scraped', { job })} (${url}; asked: ${why || 'nobody'})`
          }),
          ...besides.slice(0, 4).map(({ scrapePool: job }) => cause('scraped-besides', { job })),
          ...without.map(({ metadata: { name } }) => cause('nobody-scraped', { job: name })),
        ]),
      )
    },
    20,
    'monitors-find',
  )
}

export async function isNarrow({ test }: Stage): Promise<void> {
  await test.assertSoon(
    'of series that decide about others Prometheus keeps those of proxies, and none that an app says of itself',
    async () => {
      const count = (series: string) => test.ask(`count(${series})`)
      const forged = await count('istio_requests_total{said_by="app"}')
      const [proxies, own] = [
        await count('istio_requests_total{said_by="proxy",pod!="",namespace!="",container!=""}'),
        await count('app_of_the_rehearsal'),
      ]
      if (forged !== undefined) return pending(cause('made-up', { series: 'istio_requests_total' }))
      const got = `${proxies ?? 0} of proxies, ${own ?? 0} of apps`
      return seenIf(proxies !== undefined && own !== undefined, got)
    },
    10,
    'monitors-narrow',
  )
}

export async function isLimited({ test, monitors }: Stage, here: PodsHere): Promise<void> {
  const first = targetsOf(monitors, here.pods).find(({ url }) => url.includes(':15020/'))
  const noisy = here.pods.find(({ address }) => first?.url.startsWith(`http://${address}:`))
  if (first === undefined || noisy === undefined) return test.note('no app here has metrics of its own')
  here.say(noisy, noise(tooMany))
  const at = () => active(test).then((all) => all.filter((one) => one.scrapePool.startsWith('podMonitor/')))
  const kept = () => test.ask('count(noise_of_the_rehearsal)')
  const limited = await test.assertSoon(
    `an app with ${tooMany} label values is not scraped, nothing of that page is kept, and all others are as before`,
    async () => {
      const samples = await kept()
      if (samples !== undefined) return pending(cause('no-limit', { samples }))
      const down = (await at()).filter(({ health }) => health !== 'up')
      const one = down.find(({ scrapeUrl }) => scrapeUrl === first.url)
      return one !== undefined && down.length === 1
        ? seen(`${noisy.namespace}/${noisy.name}: ${one.lastError}`)
        : pending(`${down.length} are down`)
    },
    10,
    'monitors-limited',
  )
  if (!limited) return
  here.say(noisy, '')
  await test.assertSoon(
    'when its page is short again, it is scraped again',
    async () => ((await at()).every(({ health }) => health === 'up') ? seen('all are up') : pending()),
    10,
    'monitors-limited',
  )
}
