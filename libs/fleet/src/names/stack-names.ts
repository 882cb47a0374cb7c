import { shortHash } from './shortened.ts'

/** Names inside of a stack, for CloudFormation and OpenTofu. */

/** `eks-pod-identity-agent`, `/eks/pod.identity/agent` -> `EksPodIdentityAgent`: letters and digits alone. */
export const pascal = (name: string): string =>
  name
    .split(/[^A-Za-z0-9]+/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('')

/**
 * `order-placed` -> `OrderPlaced`: ids of CloudFormation have letters and digits alone. Where two names would become
 * one, a hash keeps them apart.
 */
export function logicalId(name: string): string {
  const isReversible = name.split('-').every((part) => /^[a-z]/.test(part))
  return isReversible ? pascal(name) : `${pascal(name)}${shortHash(name)}`
}

/**
 * `service_ipv_4_cidr` of `ServiceIpv4Cidr`, as OpenTofu's provider names it: an underscore after small letters,
 * between digits and letters, and before the last capital of several.
 */
export const attributeName = (property: string): string =>
  property
    .replace(/CloudFormation|CloudFront|CloudWatch/g, (word) => word.charAt(0) + word.slice(1).toLowerCase())
    .replace(/([a-z](?=[A-Z0-9])|[0-9](?=[A-Za-z])|[A-Z](?=[A-Z][a-z]))/g, '$1_')
    .toLowerCase()
