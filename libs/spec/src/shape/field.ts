import { z } from 'zod'
import { matching, nameForms } from '@slipway/core'
import {
  bytes,
  cpuPattern,
  durationPattern,
  memoryPattern,
  millicores,
  percentPattern,
  ratio,
  seconds,
} from './units.ts'

/** Errors, the JSON Schema and editors show the descriptions. */

/** A year; Kubernetes and Istio count seconds in 32 bits. */
const longest = 365 * 86_400

/** May be zero. */
export const duration = matching(
  durationPattern,
  'a duration such as "300ms", "15s", "2m" or "1h", at most "365d"',
  (t) => seconds(t) <= longest,
)
export const span = matching(
  durationPattern,
  'a duration above zero, such as "300ms", "15s", "2m" or "1h", at most "365d"',
  (t) => seconds(t) > 0 && seconds(t) <= longest,
)
/** Whole days, as AWS Backup, S3 and SQS count. */
export const days = matching(
  /^[1-9]\d{0,3}d$/,
  'whole days in quotes, such as "7d" or "30d", at most "3650d"',
  (t) => seconds(t) <= 3650 * 86_400,
)
/** The limit catches `cpu: "250"`, which usually should be "250m". */
export const cpu = matching(
  cpuPattern,
  'processor time in cores, in quotes, above zero and at most "128", such as "250m" (a quarter of a core) or "1.5"',
  (t) => millicores(t) > 0 && millicores(t) <= 128_000,
)
export const memory = matching(
  memoryPattern,
  'a size above zero in Ki, Mi, Gi or Ti, such as "256Mi" or "2Gi" (Mi is 1024 x 1024; "M" and "MB" are not taken)',
  (t) => bytes(t) > 0 && bytes(t) <= 64 * 2 ** 40,
)
export const percent = matching(
  percentPattern,
  'a share above zero and below all, such as "1%" or "0.5%"',
  (t) => ratio(t) > 0 && ratio(t) < 1,
)

/**
 * The Istio sidecar uses 15000 to 15099
 * (https://istio.io/latest/docs/ops/deployment/application-requirements/#ports-used-by-istio).
 */
export const port = z
  .int()
  .min(1)
  .max(65_535)
  .refine((n) => n < 15_000 || n > 15_099)
  .describe('a port number from 1 to 65535, not 15000 to 15099 (those belong to the sidecar)')

const isPlainPath = (p: string) => !p.split('/').includes('..') && !p.includes('//')

export const httpPath = matching(
  /^\/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*$/,
  'a URL path that begins with "/", such as "/readyz"',
  isPlainPath,
)

/** A path that the kubelet asks, which parses it as a URL. Routes and policies know the part before the query alone. */
export const probePath = matching(
  /^\/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*(\?[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?$/,
  'a URL path that begins with "/", such as "/readyz" or "/health?local=true"',
  (p) => isPlainPath(withoutQuery(p)),
)
export const withoutQuery = (p: string): string => p.replace(/\?.*/, '')

export const label = matching(
  nameForms.letterFirst,
  'a name of small letters, digits and dashes, at most 40 characters, that begins with a letter',
  undefined,
  z.string().max(40),
)

/** An RFC 6335 service name, as Kubernetes demands of container ports. */
export const portName = matching(
  /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
  'a port name of small letters, digits and single dashes, at most 15 characters',
  undefined,
  z.string().max(15),
)

/**
 * As images of others have them: `discovery.type`, `ConnectionStrings__Main`, `http_proxy`. Two beginnings are entries
 * of a Secret that hold something else.
 */
export const envName = matching(
  /^(?!file\.|sidecar\.)[A-Za-z_][A-Za-z0-9_.-]*$/,
  'the name of an environment variable, such as "LOG_LEVEL": letters, digits, "_", "." and "-", not beginning with a digit',
  undefined,
  z.string().max(200),
)

/**
 * A name that Lambda takes (https://docs.aws.amazon.com/lambda/latest/api/API_Environment.html), in capitals as the
 * platform's own.
 */
export const constantName = matching(
  /^[A-Z_][A-Z0-9_]*$/,
  'an environment variable name of capitals, digits and underscores, not beginning with a digit',
)

export const text = z.string().describe('text in quotes')

/** In volume names each part needs a letter or digit; a ConfigMap key holds 253 characters. */
export const mountPath = matching(
  /^(\/[._-]*[A-Za-z0-9][A-Za-z0-9._-]*)+$/,
  'an absolute path in the container, such as "/etc/orders/rules.json"',
  undefined,
  z.string().max(200),
)

/** In the app's folder; the reader refuses links that leave it. */
export const ownFile = matching(
  /^config\/[^\\\0]+$/,
  'a file in the app\'s config folder, such as "config/rules.json"',
  (p) => p.split('/').every((part) => part !== '..' && part !== '.' && part !== ''),
)

/** Known by its name, so that a review of files knows it, too. */
export const contractFile = matching(
  /^([A-Za-z0-9_-][A-Za-z0-9._-]*\/)*(openapi[A-Za-z0-9._-]*\.(ya?ml|json)|[A-Za-z0-9_][A-Za-z0-9._-]*\.proto)$/,
  'a contract in the app\'s folder, named openapi....yaml or ....proto, such as "openapi.yaml" or "api/orders.proto"',
)

export const pinnedImage = matching(
  /^[a-z0-9][a-z0-9._:/-]*@sha256:[0-9a-f]{64}$/,
  'an image pinned by digest: "registry/name@sha256:" and 64 hex digits',
)

export const repository = matching(
  /^[a-z0-9][a-z0-9._-]*(:\d+)?(\/[a-z0-9][a-z0-9._-]*)*$/,
  'an image repository without tag or digest, such as "quay.io/acme/tool"',
)

/** With a dot; no address, no wildcard. */
export const hostName = matching(
  /^([a-z0-9]([-a-z0-9]*[a-z0-9])?\.)+[a-z]([-a-z0-9]*[a-z0-9])$/,
  'a full host name in small letters, such as "api.stripe.com"',
  undefined,
  z.string().max(253),
)

export const otherApps = (what: string) =>
  z
    .array(matching(/^[a-z][-a-z0-9]*\/([a-z][-a-z0-9]*|\*)$/, 'such as "shop/orders" or "shop/*"'))
    .describe(`apps of other teams that may ${what}`)
    .optional()
