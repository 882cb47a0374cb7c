import { table } from '../../../test/case.ts'
import { copy, set } from '../../../test/fixture.ts'
import { objectName } from './object-name.ts'

const long = 'a'.repeat(64)

table(objectName, [
  {
    name: 'too long for what becomes a label',
    change: copy('service-queue', long),
    alone: true,
    says: [`service-${long} metadata.name: "${long}"; at most 63 characters (this has 64)`],
  },
  {
    name: 'too long for a CronJob, whose Jobs get a longer one',
    change: copy('cronjob-report', 'b'.repeat(53)),
    says: [`cronjob-${'b'.repeat(53)} metadata.name: "${'b'.repeat(53)}"; at most 52 characters (this has 53)`],
  },
  {
    name: 'a Service that begins with a digit',
    change: set('service-queue', 'metadata.name', '1queue'),
    says: ['service-queue metadata.name: "1queue"; small letters, digits and dashes, beginning with a letter'],
  },
  {
    name: 'capitals',
    change: copy('resourcequota-shop', 'Shop'),
    says: [
      'resourcequota-Shop metadata.name: "Shop"; small letters, digits, dots and dashes, with a letter or digit at both ends',
    ],
  },
  { name: 'dots where no label is made of it', change: copy('resourcequota-shop', 'api.stripe.com'), says: [] },
  {
    name: 'dots where one is',
    change: copy('deployment-queue', 'queue.two'),
    says: [
      'deployment-queue.two metadata.name: "queue.two"; small letters, digits and dashes, with a letter or digit at both ends',
    ],
  },
  {
    name: 'a container',
    change: set('deployment-queue', 'spec.template.spec.containers[0].name', 'The_App'),
    says: [
      'deployment-queue spec.template.spec.containers[0].name: "The_App"; a name of at most 63 small letters, digits and dashes',
    ],
  },
])
