import { awsFiles } from '@slipway/aws'
import { awsApp } from '@slipway/aws/aws-app'
import type { Rendered } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import { gitopsObjects } from '@slipway/gitops'
import { teamManifests } from '@slipway/manifests'
import type { ClusterModel } from '@slipway/model'
import { platformObjects } from '@slipway/platform'
import { around, type Around, type AwsInputs } from './beside-inputs.ts'

export { clusterIssues } from '@slipway/gitops'

/** It gets to see no app, so none decides it. */
export function clusterFiles(given: Around, fleet: Fleet): readonly Rendered[] {
  const model: ClusterModel = { ...around(given), apps: [], functions: [] }
  return [
    ...model.teams.flatMap((team) => teamManifests(model, team)),
    ...platformObjects(model, fleet),
    ...gitopsObjects(model, fleet),
  ]
}

export const estateFiles = ({ fleet, apps, functions }: AwsInputs): readonly Rendered[] =>
  awsFiles(fleet, apps.map(awsApp), functions)
