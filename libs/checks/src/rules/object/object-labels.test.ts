import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { objectLabels } from './object-labels.ts'

table(objectLabels, [
  {
    name: 'a value with a blank',
    change: set('service-queue', 'metadata.labels.team', 'the shop'),
    alone: true,
    says: [
      'service-queue metadata.labels.team: "the shop"; text of at most 63 letters, digits, dashes, dots and underscores',
    ],
  },
  {
    name: 'a value that is a number, on pods',
    change: set('deployment-queue', 'spec.template.metadata.labels.version', 2),
    says: [
      'deployment-queue spec.template.metadata.labels.version: 2; text of at most 63 letters, digits, dashes, dots and underscores',
    ],
  },
  {
    name: 'a key with two slashes',
    change: set('service-queue', 'metadata.labels."a/b/c"', 'x'),
    says: [
      'service-queue metadata.labels."a/b/c": a key "a/b/c"; a name of at most 63 characters, after a DNS name and a slash if need be',
    ],
  },
])
