import { z } from 'zod'
import { bytes, cpuPattern, durationPattern, memoryPattern, millicores, percentPattern, seconds } from './units.ts'

/** The words that specs are made of. Each description is what an error says is wanted, what the JSON Schema shows, and what editors show. */

/** A year; Kubernetes and Istio count seconds in 32 bits, and nobody means more. */
const longest = 365 * 86_400

/** A time that may be nothing at all, as a delay. */
export const duration = z
  .string()
  .regex(durationPattern)
  .refine((t) => seconds(t) <= longest)
  .describe('a duration such as "300ms", "15s", "2m" or "1h", at most "365d"')
/** A time that has to pass. */
export const span = z
  .string()
  .regex(durationPattern)
  .refine((t) => seconds(t) > 0 && seconds(t) <= longest)
  .describe('a duration above zero, such as "300ms", "15s", "2m" or "1h", at most "365d"')
/** The upper end is there for `cpu: "250"`, which nearly always was to be "250m". */
export const cpu = z
  .string()
  .regex(cpuPattern)
  .refine((t) => millicores(t) > 0 && millicores(t) <= 128_000)
  .describe(
    'processor time in cores, in quotes, above zero and at most "128", such as "250m" (a quarter of a core) or "1.5"',
  )
export const memory = z
  .string()
  .regex(memoryPattern)
  .refine((t) => bytes(t) > 0 && bytes(t) <= 64 * 2 ** 40)
  .describe(
    'a size above zero in Ki, Mi, Gi or Ti, such as "256Mi" or "2Gi" (Mi is 1024 x 1024; "M" and "MB" are not taken)',
  )
export const percent = z.string().regex(percentPattern).describe('a share such as "1%" or "0.5%"')

/** 15000 to 15099 belong to the Istio sidecar (https://istio.io/latest/docs/ops/deployment/application-requirements/#ports-used-by-istio). */
export const port = z
  .int()
  .min(1)
  .max(65_535)
  .refine((n) => n < 15_000 || n > 15_099)
  .describe('a port number from 1 to 65535, not 15000 to 15099 (those belong to the sidecar)')

export const httpPath = z
  .string()
  .regex(/^\/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*$/)
  .refine((p) => !p.split('/').includes('..') && !p.includes('//'))
  .describe('a URL path that begins with "/", such as "/readyz"')

export const label = z
  .string()
  .regex(/^[a-z]([-a-z0-9]*[a-z0-9])?$/)
  .max(40)
  .describe('a name of small letters, digits and dashes, at most 40 characters, that begins with a letter')

/** A port's name (RFC 6335 service name, which Kubernetes wants for container ports: at most 15 characters). */
export const portName = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
  .max(15)
  .describe('a port name of small letters, digits and single dashes, at most 15 characters')

export const envName = z
  .string()
  .regex(/^[A-Z_][A-Z0-9_]*$/)
  .describe('an environment variable name of capitals, digits and underscores, not beginning with a digit')

export const text = z.string().describe('text in quotes')

/** Every part has a letter or a digit: names of volumes are made of them. At most 200 characters, as a ConfigMap's key ends at 253. */
export const mountPath = z
  .string()
  .max(200)
  .regex(/^(\/[._-]*[A-Za-z0-9][A-Za-z0-9._-]*)+$/)
  .describe('an absolute path in the container, such as "/etc/orders/rules.json"')

/** A file below the app's own folder. Climbing out of it is refused here, and links that do are refused where it is read. */
export const ownFile = z
  .string()
  .regex(/^config\/[^\\\0]+$/)
  .refine((p) => p.split('/').every((part) => part !== '..' && part !== '.' && part !== ''))
  .describe('a file in the app\'s config folder, such as "config/rules.json"')

export const pinnedImage = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._:/-]*@sha256:[0-9a-f]{64}$/)
  .describe('an image pinned by digest: "registry/name@sha256:" and 64 hex digits')

export const repository = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]*(:\d+)?(\/[a-z0-9][a-z0-9._-]*)*$/)
  .describe('an image repository without tag or digest, such as "quay.io/acme/tool"')

/** Labels and dots, at least one dot: a name in public DNS, no address and no wildcard. */
export const hostName = z
  .string()
  .max(253)
  .regex(/^([a-z0-9]([-a-z0-9]*[a-z0-9])?\.)+[a-z]([-a-z0-9]*[a-z0-9])$/)
  .describe('a full host name in small letters, such as "api.stripe.com"')
