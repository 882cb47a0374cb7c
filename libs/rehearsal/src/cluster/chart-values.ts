import { at, fields, type Fields } from '@slipway/kube'

/** What an Application of Argo CD tells its chart. */
export const chartValues = (application: unknown): Fields =>
  fields(at(application, 'spec', 'source', 'helm', 'valuesObject'))
