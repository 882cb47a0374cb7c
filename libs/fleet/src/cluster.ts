import { z } from 'zod'
import { matching } from '@slipway/core'
import { addOns } from './add-ons.ts'
import { awsCluster } from './aws.ts'
import { mail } from './mail.ts'
import { needsWriter } from './needs-writer.ts'
import { nodes } from './nodes.ts'
import { logging } from './signals/logging.ts'
import { metrics } from './signals/metrics.ts'
import { tracing } from './signals/tracing.ts'
import { pullThrough } from './pull-through.ts'

/** EKS standard support on 2026-11-20 (FIELD-NOTES F). */
export const kubernetesVersions = ['1.34', '1.35', '1.36'] as const
export type KubernetesVersion = (typeof kubernetesVersions)[number]

const cidr = z.cidrv4().describe('an IPv4 range such as "10.32.0.0/16"')
const whole = z.int().positive()

/** `fleet/clusters/<cluster>.ts`; the file name is the cluster's. */
export const clusterData = z.strictObject({
  environment: z.string().describe('an environment of fleet/fleet.ts'),
  wave: whole.default(1).describe('1 or more: the order in which the clusters of an environment get a release'),
  account: matching(/^\d{12}$/, 'an AWS account id, 12 digits in quotes'),
  region: matching(/^[a-z]{2}(-[a-z]+)+-\d$/, 'an AWS region such as eu-west-1'),
  zones: z.array(z.string()).min(1).describe("the availability zones of the cluster's subnets"),
  kubernetes: z.enum(kubernetesVersions).describe(`a Kubernetes version: ${kubernetesVersions.join(', ')}`),
  registry: matching(
    /^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._/-]+)?$/,
    'the registry that images are pulled from, without https://',
  ),
  domain: matching(/^([a-z0-9-]+\.)+[a-z]{2,}$/, 'the domain under which hosts are made, such as dev.example.com'),
  internalDomain: matching(
    /^([a-z0-9-]+\.)+[a-z]{2,}$/,
    'the domain of hosts that only the VPC reaches, such as in.dev.example.com',
  )
    .describe('the domain of hosts that only the VPC reaches, by a second gateway behind an internal load balancer')
    .optional(),
  network: z
    .strictObject({ vpc: cidr, pods: cidr, services: cidr })
    .describe('the address ranges: { vpc: "10.32.0.0/16", pods: "100.64.0.0/16", services: "172.20.0.0/16" }'),
  gatewayPorts: z
    .record(
      matching(/^[a-z][-a-z0-9]{0,10}$/, 'a name of small letters, digits and dashes, at most 11 characters'),
      z.strictObject({
        port: z
          .int()
          .min(1)
          .max(65_535)
          .refine((n) => n !== 80 && n !== 443 && (n < 15_000 || n > 15_099))
          .describe('a port number other than 80, 443, and 15000 to 15099, which are taken'),
        tls: z
          .enum(['terminate', 'passthrough'])
          .describe('"terminate" where the gateway has the certificate, "passthrough" where the app has it'),
      }),
    )
    .refine((ports) => new Set(Object.values(ports).map((p) => p.port)).size === Object.keys(ports).length)
    .describe(
      'ports of the public gateway for apps that speak no HTTP, each number once, such as { mqtts: { port: 8883, tls: "terminate" } }',
    )
    .optional(),
  nodes: nodes.describe('the nodes of the cluster'),
  advice: z
    .boolean()
    .describe('true where apps that ask for advice are measured, so that `npx slipway advice` can say what they need')
    .optional(),
  logging: logging.optional(),
  metrics: metrics.optional(),
  tracing: tracing.describe('where traces go; every proxy of the mesh then says what it did').optional(),
  mail: mail.optional(),
  addons: addOns.optional(),
  pullThrough: pullThrough.optional(),
  aws: awsCluster.optional(),
  needs: needsWriter.optional(),
  quiet: z.boolean().default(false).describe('true where alerts page nobody'),
})
export type ClusterData = z.output<typeof clusterData>
export type ClusterInput = z.input<typeof clusterData>

export const defineCluster = (data: ClusterInput): ClusterInput => data
