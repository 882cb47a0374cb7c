import type { Rendered, Template } from '@slipway/core'

export type Resource = Template['Resources'][string]

/** The image role may push where this tag is (image-role.ts). */
export const managed = { Key: 'managed-by', Value: 'slipway' } as const

/** @param source the file to edit to change it */
export const file = (
  path: string,
  source: string,
  description: string,
  Resources: Readonly<Record<string, Resource>>,
): Rendered => ({
  path: `aws/${path}.yaml`,
  source,
  objects: [],
  template: { AWSTemplateFormatVersion: '2010-09-09', Description: description, Resources },
})

/** In the stack's partition. @param rest after `arn:aws:` */
export const arn = (rest: string) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:${rest}` })

export const fleetFile = 'fleet/fleet.ts'
