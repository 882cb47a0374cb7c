import { readFileSync } from 'node:fs'
import { mapConcurrent, needs, pending, seen, seenIf, type Scenario, type TestContext } from '../shared/kit.ts'
import { sayInCluster } from '../shared/cluster-words.ts'
import { secretSamples } from '../logs/secret-samples.ts'
import { traceSabotages } from './trace-sabotages.ts'
import { addressIn, goes, statusOf, waysOf, type StoredTrace } from './trace-shape.ts'
import { open, serviceOf, visitBy, type Played } from './trace-walk.ts'

/**
 * A tenth of those without an error is kept: of two hundred four at least and forty-two at most, but once in ten
 * thousand times.
 */
const sample = '10%'
const sent = { fine: 200, least: 4, most: 42, away: 50, atOnce: 6 } as const
/** Seconds: the collector waits for ten until a trace is over. */
const judged = 45

const isError = (status: string | undefined): boolean => status === undefined || Number(status) >= 500

/** The sentence on a trace with a wrong shape. */
const said = (traces: readonly StoredTrace[]): string => {
  const [longest = 'no trace'] = traces.flatMap(waysOf).sort((one, other) => other.length - one.length)
  return `${traces.length} traces; ${longest}`
}

async function isWhole(test: TestContext, played: Played): Promise<void> {
  const { store, chain } = played
  const [front] = chain
  if (front === undefined) return
  const names = chain.map(serviceOf)
  await test.assertSoon(
    `one trace goes from the gateway by ${names.join(', ')}, each the caller of the next, as their proxies told it`,
    async () => {
      const traces = await store.find(serviceOf(front))
      const whole = traces
        .filter((trace) => !isError(statusOf(trace)))
        .filter((trace) => waysOf(trace).some((way) => goes(trace, [way.split(' > ')[0] ?? '', ...names])))
      return whole[0] === undefined
        ? pending(said(traces))
        : seen(`${whole.length} of them: ${waysOf(whole[0]).join('; ')}`)
    },
    judged,
    'trace-whole',
  )
}

async function areKept(test: TestContext, { store, chain }: Played, failed: number): Promise<readonly StoredTrace[]> {
  const [front] = chain
  let last: readonly StoredTrace[] = []
  await test.assertSoon(
    `of ${sent.fine} requests about a tenth is kept, and all ${failed} that failed`,
    async () => {
      const traces = front === undefined ? [] : await store.find(serviceOf(front))
      last = traces.filter((trace) => isError(statusOf(trace)))
      const fine = traces.length - last.length
      const is = last.length === failed && fine >= sent.least && fine <= sent.most
      const found = `${fine} without an error, ${last.length} failed`
      return seenIf(is, found)
    },
    judged,
    'traces-kept',
  )
  return last
}

/**
 * Of every shape one in the query, where every client may put it, and in the name of the client, which no address has.
 */
function areClean(test: TestContext, failed: readonly StoredTrace[]): void {
  const all = JSON.stringify(failed)
  const plain = all.replaceAll('\\\\', '\\')
  const arrived = secretSamples.filter(
    ({ secret }) => plain.includes(secret.trim()) || all.includes(encodeURIComponent(secret.trim())),
  )
  const address = failed.map(addressIn).find((one) => one !== undefined) ?? 'no address'
  test.assert(
    `none of ${secretSamples.length} secrets that were sent is in a trace, nor any query`,
    failed.length > 0 && arrived.length === 0 && !all.includes('?rehearsal='),
    failed.length === 0
      ? 'no trace'
      : arrived.length === 0
        ? `an address is ${address}`
        : `${arrived.length} arrive, such as one in ${address.slice(0, 60)}`,
    'trace-clean',
  )
}

/** By the id of a trace people find the lines of all its apps and of the gateway. */
function areLogged(test: TestContext, { pods, chain, gateway }: Played, failed: readonly StoredTrace[]): void {
  // Who is not there has no line.
  const writers = [
    ...pods
      .filter(({ member }) => chain.slice(0, -1).includes(member))
      .map(({ member, log }) => [member.name, log] as const),
    ['the gateway', gateway.envoy.running.log] as const,
  ].map(([name, log]) => [name, readFileSync(log, 'utf8')] as const)
  const lacks = writers.filter(([, text]) => !failed.some(({ traceID }) => text.includes(traceID)))
  test.assert(
    'the lines of the gateway and of each app on the way have the id of the trace',
    failed.length > 0 && lacks.length === 0,
    lacks.length === 0 ? writers.map(([name]) => name).join(', ') : `not ${lacks.map(([name]) => name).join(', ')}`,
    'trace-logged',
  )
}

const headerOf = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, ' ')

async function run(test: TestContext): Promise<void> {
  const played = await open(test)
  const { chain, pods, store } = played
  await test.until('a visit to be answered', async () => {
    const { status, text } = await visitBy(played)
    return status >= 200 && status < 400 ? seen(undefined) : pending(`status ${status} ${text.slice(0, 80)}`)
  })
  const numbers = (count: number) => Array.from({ length: count }, (_, i) => i)
  const answers = await mapConcurrent(sent.atOnce, numbers(sent.fine), () => visitBy(played))
  const lost = answers.filter(({ status }) => isError(String(status)))
  if (lost[0] !== undefined)
    throw new Error(`${lost.length} visits failed: ${lost[0].status} ${lost[0].text.slice(0, 80)}`)

  const last = pods.find(({ member }) => member === chain.at(-1))
  test.manualAction(`${last?.member.name} ends, at the end of the way`)
  await last?.end()
  const samples = secretSamples.map(({ line, secret }) => ({
    query: `?rehearsal=${encodeURIComponent(secret)}`,
    headers: { 'user-agent': headerOf(line) },
  }))
  const failures = await mapConcurrent(sent.atOnce, samples, (more) => visitBy(played, more))
  const failed = failures.filter(({ status }) => isError(String(status))).length
  await isWhole(test, played)
  const errors = await areKept(test, played, failed)
  areClean(test, errors)
  areLogged(test, played, errors)

  last?.begin()
  await test.until('a visit to be answered again', async () => {
    const { status } = await visitBy(played)
    return isError(String(status)) ? pending(`status ${status}`) : seen(undefined)
  })
  test.manualAction('the collector and Jaeger are gone')
  await store.away()
  const without = await mapConcurrent(sent.atOnce, numbers(sent.away), () => visitBy(played))
  const bad = without.filter(({ status }) => isError(String(status)))
  test.assert(
    'while collector and store are away no request is lost',
    bad.length === 0,
    bad.length === 0 ? `${without.length} answered` : `${bad.length} of ${without.length} failed`,
    'traces-optional',
  )
}

export const traces: Scenario = {
  name: 'traces',
  where: 'first',
  onlyNamed: true,
  needs: [...needs.cluster, 'istiod', 'envoy', 'collector', 'jaeger'],
  kinds: [
    'networking.istio.io/EnvoyFilter',
    'networking.istio.io/Gateway',
    'security.istio.io/PeerAuthentication',
    'telemetry.istio.io/Telemetry',
  ],
  within: 150,
  description:
    "Requests go through a real gateway and the real proxies of several apps, whose spans the tree's own collector judges and strips, and the tree's own Jaeger keeps: one trace from end to end, all that failed, a share of the others, no secret; and without collector and store no request is lost.",
  prepare: async (estate, cluster) => {
    const logging = { to: 'otel', address: 'https://logs.rehearsal.example/v1/logs' }
    const tracing = { to: 'jaeger', sample }
    sayInCluster(estate, cluster.name, { logging, tracing })
    await estate.render()
  },
  run,
  sabotages: traceSabotages,
}
