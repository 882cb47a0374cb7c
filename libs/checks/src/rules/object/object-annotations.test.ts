import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { objectAnnotations } from './object-annotations.ts'

table(objectAnnotations, [
  {
    name: 'a value that is true',
    change: set('service-queue', 'metadata.annotations', { keep: true }),
    alone: true,
    says: ['service-queue metadata.annotations.keep: true; text: annotations are never numbers or true'],
  },
  {
    name: 'too much',
    change: set('deployment-queue', 'spec.template.metadata.annotations', { a: 'x'.repeat(262_144) }),
    says: ['deployment-queue spec.template.metadata.annotations: 262145 bytes; at most 262144 bytes in all'],
  },
  {
    name: 'a key with a blank',
    change: set('service-queue', 'metadata.annotations', { 'a b': '' }),
    says: [
      'service-queue metadata.annotations."a b": a key "a b"; a name of at most 63 characters, after a DNS name and a slash if need be',
    ],
  },
])
