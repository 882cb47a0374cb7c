import { table } from '../../../test/case.ts'
import { all, drop, set } from '../../../test/fixture.ts'
import { serviceAccount } from './service-account.ts'

const pod = 'spec.template.spec'

table(serviceAccount, [
  {
    name: 'one that is not there',
    change: drop('serviceaccount-queue'),
    alone: true,
    says: [`deployment-queue ${pod}.serviceAccountName: "queue"; a ServiceAccount in shop`],
  },
  {
    name: 'none',
    change: set('deployment-queue', `${pod}.serviceAccountName`, undefined),
    says: [`deployment-queue ${pod}.serviceAccountName: nothing; a ServiceAccount of its own`],
  },
  {
    name: 'the default',
    change: set('deployment-queue', `${pod}.serviceAccountName`, 'default'),
    says: [`deployment-queue ${pod}.serviceAccountName: "default"; a ServiceAccount of its own`],
  },
  {
    name: "another app's of the same team",
    change: set('deployment-queue', `${pod}.serviceAccountName`, 'web'),
    says: [
      `deployment-queue ${pod}.serviceAccountName: "web"; the ServiceAccount of its own app: by another one its pods would have the rights of that app in AWS and in the mesh`,
    ],
  },
  {
    name: 'the old field, too',
    change: set('deployment-queue', `${pod}.serviceAccount`, 'queue'),
    says: [`deployment-queue ${pod}.serviceAccount: "queue"; serviceAccountName: this field is deprecated`],
  },
  {
    name: 'a token',
    change: set('deployment-queue', `${pod}.automountServiceAccountToken`, true),
    says: [`deployment-queue ${pod}.automountServiceAccountToken: true; false, here or on its ServiceAccount`],
  },
  {
    name: 'refused on the account',
    change: set('deployment-queue', `${pod}.automountServiceAccountToken`, undefined),
    says: [],
  },
  {
    name: 'refused nowhere',
    change: all(
      set('deployment-queue', `${pod}.automountServiceAccountToken`, undefined),
      set('serviceaccount-queue', 'automountServiceAccountToken', undefined),
    ),
    says: [`deployment-queue ${pod}.automountServiceAccountToken: nothing; false, here or on its ServiceAccount`],
  },
])
