import { at, fields, type Fields } from '@slipway/kube'

/** The values that an Application of Argo CD gives its chart. */
export const chartValues = (application: unknown): Fields =>
  fields(at(application, 'spec', 'source', 'helm', 'valuesObject'))
