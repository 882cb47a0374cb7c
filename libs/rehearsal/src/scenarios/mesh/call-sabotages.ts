import { editing, replacing, type Sabotage } from '../shared/kit.ts'

/** A host that no spec names. */
export const elsewhere = 'elsewhere.example'

/** A policy without `from` lets everybody in. */
const anybody: Sabotage = {
  name: 'anybody',
  change: editing(/\/authorizationpolicy-.*-from-/, (text) =>
    text.replace(/^ {4}- from:\n(?: {8}.*\n)+ {6}to:/m, '    - to:'),
  ),
  noticedBy: 'around-the-proxy',
  causes: [{ code: 'lets-in', who: 'anybody' }],
}

const forgotten: Sabotage = {
  name: 'policy-forgotten',
  change: (files) => {
    const [first] = [...files.keys()].filter((file) => /\/authorizationpolicy-.*-from-/.test(file))
    return editing(new RegExp(`^${(first ?? '').replaceAll('.', '\\.')}$`), () => undefined)(files)
  },
  noticedBy: 'reaches-its-calls',
  causes: [{ code: 'not-reached' }, { code: 'access-denied' }],
}

const openOut: Sabotage = {
  name: 'open-out',
  change: editing(/\/sidecar-/, (text) => text.replace('mode: REGISTRY_ONLY', 'mode: ALLOW_ANY')),
  noticedBy: 'egress',
  causes: [{ code: 'reached', whom: elsewhere }],
}

/** One route for all ports, as a VirtualService that names no port has. */
const oneRoute: Sabotage = {
  name: 'one-route',
  change: editing(/\/virtualservice-/, (text) =>
    text.includes('name: port-') ? text.replace(/^ {6}match:\n {8}- port: 80\n/m, '') : text,
  ),
  noticedBy: 'arrives-at-port',
  causes: [{ code: 'not-reached' }],
}

/** istiod then leads all bytes of a port to one host. */
const noCapture: Sabotage = {
  name: 'no-dns-capture',
  change: replacing(/^argocd\/[^/]+\/application-istiod\.yaml$/, /ISTIO_META_DNS_CAPTURE: .*/, 'OTHER: ""'),
  noticedBy: 'led-to-its-host',
  causes: [{ code: 'not-reached' }],
}

export const callSabotages: readonly Sabotage[] = [anybody, forgotten, openOut, oneRoute, noCapture]
