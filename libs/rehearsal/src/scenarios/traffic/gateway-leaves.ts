import { local } from '../../cluster/runtime.ts'
import { openBalancer } from '../../traffic/balancer.ts'
import { leave, leaveSettings } from '../../traffic/gateway-leave.ts'
import {
  cause,
  ifThere,
  objectsOfFiles,
  replacing,
  seenIf,
  tenths,
  type Sabotage,
  type TestContext,
} from '../shared/kit.ts'
import { sendRequests, type Exposed } from './exposed-app.ts'
import { noneFailed } from './traffic-none.ts'

const file = /^argocd\/[^/]+\/application-istio-ingress\.yaml$/
/** Of the upper half of the pods' range, which no pod of KWOK has. */
const second = '10.244.255.2'
/**
 * Longer than Istio's own drain of 5 s; a busy machine that answers seconds late stays within the route's timeout of 15
 * s.
 */
const long = 8
/** The rehearsal's balancer learns at once what AWS's does within minutes. */
const pause = 3

/**
 * Ends a pod of the gateway during long requests and kept connections; another pod takes new requests.
 * @param fronts the hosts that are asked
 */
export async function gatewayLeaves(test: TestContext, fronts: readonly Exposed[], rate: number): Promise<void> {
  const { door } = test.traffic
  const [application] = objectsOfFiles(test.sabotaged(test.estate.files()), (each) => file.test(each))
  const settings = leaveSettings(application)
  const first = { address: '127.0.0.1', port: door.port }
  const balancer = await openBalancer([first])
  test.onEnd(balancer.close)
  const from = test.recorder.at()
  const through = { address: '127.0.0.1', port: balancer.port }
  const short = fronts.map((front) => sendRequests(test, front, rate, through))
  const longer = fronts.map((front) =>
    sendRequests(test, front, 4, { ...through, headers: { 'x-rehearsal-wait': String(long) } }),
  )
  const other = await door.another(second)
  const ready = async () => {
    const answer = await fetch(`http://${local(other.admin)}/listeners`)
    const text = await answer.text()
    return seenIf(text.includes(`${second}:${door.port}`), text)
  }
  await test.until('the second pod of the gateway to listen', ready, 20)
  await test.pause(pause)
  balancer.sendTo([first, { address: second, port: door.port }])
  await test.pause(pause)
  test.manualAction('a pod of the gateway is deleted, and the balancer hears of it')
  test.note(`its preStop of ${settings.pause} s is ${pause} s here; from then on all is as long as in the tree`)
  balancer.sendTo([{ address: second, port: door.port }])
  await test.pause(Math.min(pause, settings.pause))
  const left = await leave(door.envoy, settings)
  test.note(`Envoy ended ${tenths(left.seconds)} s after SIGTERM, with ${left.open} connections open`)
  await test.pause(1)
  await Promise.all(longer.map((load) => load.stop()))
  noneFailed(
    test,
    [...short, ...longer],
    from,
    `while a pod of the gateway went, requests of ${long} s and kept connections among them`,
    'gateway',
    cause('gateway-ended', { seconds: tenths(left.seconds), open: left.open, untilEmpty: settings.untilEmpty }),
  )
  await Promise.all(short.map((load) => load.stop()))
}

/** Istio's default: Envoy ends 5 s after SIGTERM, whoever is connected. */
export const istiosDrain: Sabotage = {
  name: 'istios-own-drain',
  change: ifThere(file, replacing(file, /EXIT_ON_ZERO_ACTIVE_CONNECTIONS: .*/, 'OTHER: ""')),
  noticedBy: 'none-failed',
  causes: [
    { code: 'about', what: 'gateway' },
    { code: 'gateway-ended', untilEmpty: false },
  ],
}
