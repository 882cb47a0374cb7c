import { z } from 'zod'
import { matching, nameForms } from '@slipway/core'
import { hostName, httpPath, label, otherApps, portName, span } from './field.ts'

/** Limits of one app: the gateway holds all routes of all apps, and reads them in order. */
const most = { hosts: 50, paths: 100, redirects: 200, headers: 50, origins: 100 } as const
const noMoreThan = (n: number) => (map: object) => Object.keys(map).length <= n

/** A label, or a whole host. */
export function isHost(text: string): boolean {
  return (text.includes('.') ? hostName : label).safeParse(text).success
}

const oneHost = matching(
  nameForms.subdomain,
  'the host\'s first label, such as "shop", to which each cluster adds its domain, or a whole host of a domain of the fleet, such as "www.globex.com"',
  isHost,
)

const address = String.raw`(\/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)`
const redirectTo = matching(
  new RegExp(`^(https:\\/\\/[a-z0-9][-a-z0-9.]*(:\\d+)?${address}?|${address}|[a-z0-9][-a-z0-9.]*)$`),
  'a path such as "/new", an address such as "https://www.globex.com/new", or for a host one of the hosts of the app',
  (to) => !to.replace('https://', '').includes('//'),
)

/** The gateway's redirects (https://www.rfc-editor.org/rfc/rfc9110#name-redirection-3xx). */
const redirect = z
  .union([
    redirectTo,
    z.strictObject({
      to: redirectTo,
      code: z.literal([301, 302, 303, 307, 308]).describe('301, 302, 303, 307 or 308; 301 by default').optional(),
    }),
  ])
  .describe('where it leads, such as "/new", "https://www.globex.com/new" or { to: "/new", code: 302 }')

/** RFC 9110 field names, in small letters as HTTP/2 has them. */
const headerName = matching(/^[a-z][-a-z0-9]*$/, 'a header\'s name in small letters, such as "x-frame-options"')
const headerChange = (which: string) =>
  z
    .record(
      headerName,
      z
        .union([
          matching(/^[\x20-\x7e]+$/, 'text of printable ASCII characters on one line', undefined, z.string().max(2000)),
          z.literal(false),
        ])
        .describe('the text that the header is set to, or false to take it out'),
    )
    .refine(noMoreThan(most.headers))
    .describe(`headers of each ${which}, at most ${most.headers}: text sets one, false takes it out`)
    .optional()

const origin = matching(
  /^(\*|https?:\/\/[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*(:\d+)?)$/,
  'an origin without a path, such as "https://app.globex.com", or "*"',
)

const cors = z
  .strictObject({
    origins: z
      .array(origin)
      .min(1)
      .max(most.origins)
      .describe(
        `whose pages may call it from a browser, at most ${most.origins}, such as ["https://app.globex.com"]; "*" for all`,
      ),
    methods: z
      .array(z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']))
      .min(1)
      .describe('the methods; ["GET", "HEAD", "POST"] by default')
      .optional(),
    headers: z
      .array(headerName)
      .min(1)
      .max(most.headers)
      .describe(`headers that a request may bring, at most ${most.headers}, such as ["x-api-key"]`)
      .optional(),
    exposes: z
      .array(headerName)
      .min(1)
      .max(most.headers)
      .describe(`headers of the answer that a page may read, at most ${most.headers}`)
      .optional(),
    credentials: z.boolean().describe('true where requests bring cookies; false by default').optional(),
    maxAge: span.describe('how long a browser remembers the answer, such as "1h"').optional(),
  })
  .describe('pages of which other sites may call it: { origins: ["https://app.globex.com"] }')

const page = z.string().min(3).max(2000)
const maintenance = z
  .union([
    z.boolean(),
    page.describe('what people read'),
    z.strictObject({
      text: page.describe('what people read').optional(),
      retryAfter: span.describe('when clients may ask again, such as "10m"; "5m" by default').optional(),
    }),
  ])
  .describe('true or a text has the gateway answer 503 in place of the app; callers inside the cluster still reach it')

/** Hosts and paths at a gateway, and what the gateway does with requests and answers. */
export const expose = z
  .strictObject({
    host: z
      .union([oneHost, z.array(oneHost).min(1).max(most.hosts)])
      .describe(
        `the host's first label, such as "shop", to which each cluster adds its own domain; or a whole host of a domain of the fleet, such as "www.globex.com"; or a list of at most ${most.hosts}`,
      ),
    path: z
      .union([httpPath, z.array(httpPath).min(1).max(most.paths)])
      .describe(`a path such as "/checkout", or a list of at most ${most.paths}`)
      .default('/'),
    accepts: otherApps('have paths on its hosts'),
    port: portName.describe('the name of one of the ports, which speaks HTTP or gRPC; "main" by default').optional(),
    gateway: z
      .enum(['public', 'internal'])
      .describe('"public" or "internal", which only the VPC reaches; "public" by default')
      .optional(),
    rewrite: httpPath
      .describe('what the app gets in place of "path": "/" takes it away, so that "/checkout/pay" arrives as "/pay"')
      .optional(),
    redirects: z
      .record(z.string(), redirect)
      .refine(noMoreThan(most.redirects))
      .describe(
        `at most ${most.redirects}, each from a path or a host to another, such as { "/old": "/new", "www.globex.com": "globex.com" }, or { to: "/new", code: 302 }; http goes to https by itself`,
      )
      .optional(),
    cors: cors.optional(),
    headers: z
      .strictObject({ request: headerChange('request'), response: headerChange('response') })
      .describe(
        'headers that the gateway sets or takes out, such as { response: { "x-frame-options": "DENY", server: false } }',
      )
      .optional(),
    maintenance: maintenance.optional(),
  })
  .describe('where people reach the app, such as { host: "shop", path: "/checkout" }')
export type Expose = z.output<typeof expose>

/** The hosts of an app at the gateway, as they are written. */
export const hostsOf = ({ host }: Pick<Expose, 'host'>): readonly string[] => [host].flat()
export const isWholeHost = (host: string): boolean => host.includes('.')

/** Whether a path is the other one, or has it below. */
export const coversPath = (path: string, below: string): boolean =>
  path === '/' || below === path || below.startsWith(`${path}/`)

export const isHostRedirect = (from: string): boolean => !from.startsWith('/')
