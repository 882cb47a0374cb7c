import {
  both,
  type Constraint,
  eachValue,
  few,
  having,
  matching,
  not,
  one,
  oneOfList,
  short,
  startingInList,
} from '@slipway/kube'
import { closed, plain } from './closed.ts'
import { aMinuteOrOnce } from './durations.ts'
import { mostTexts, plainText } from './filled-texts.ts'
import { mayField, objectAnnotations, objectLabels } from './keys-of-team.ts'
import { atMost, inSpec } from './on.ts'

const externalSecret = inSpec('ExternalSecret')

const ownKey = both(startingInList('secrets'), not(matching('[.][.]')))
const ofSecrets = {
  want: "a secret of the team's own: <environment>/<team>/...",
  hint: `write \`secrets\` in app.ts, or add its beginning to ${mayField('secrets')}`,
}

/**
 * External Secrets renders for all teams, in one process: a function that repeats (`repeat`, `until`, `randAlpha`)
 * takes its memory, and with it everybody's secrets. So a text has sixteen fields at most, each as it is or by two of
 * these functions, none of which loops.
 */
const functions = ['b64dec', 'b64enc', 'quote', 'squote', 'toJson', 'toString', 'trim', 'lower', 'upper'].join('|')
const field = `[{][{]-? *([.][A-Za-z0-9_]+|index [.][A-Za-z0-9_]* "[A-Za-z0-9_./-]+") *([|] *(${functions}) *){0,2}-?[}][}]`
const fieldsAlone = matching(`^${plainText}(${field}${plainText}){0,16}$`)

/**
 * A property is a path of gjson, which has functions, lists and pipes, too: `[@this,@this]|[@this,@this]|...` doubles
 * the secret each time, so that 341 characters make 200 MB of `{"a":"b"}` (gjson 1.18).
 */
const path = {
  test: matching('^[A-Za-z0-9_./: -]{1,256}$'),
  want: "the path of one value: one process fetches everybody's secrets, and a function in it could take all memory",
  hint: 'name the key alone',
}
const mostKeys = 200
const reference = plain('key', 'property', 'version', 'conversionStrategy', 'decodingStrategy', 'metadataPolicy')

/** Secrets: only keys of the team's, through the store that has no others. */
export const secretConstraints: readonly Constraint[] = [
  ...closed('ExternalSecret', {
    ...plain('refreshInterval', 'refreshPolicy'),
    secretStoreRef: plain('kind', 'name'),
    target: {
      ...plain('name', 'creationPolicy', 'deletionPolicy', 'immutable'),
      template: { ...plain('type', 'engineVersion', 'mergePolicy', 'data'), metadata: plain('labels', 'annotations') },
    },
    data: [{ ...plain('secretKey'), remoteRef: reference }],
    dataFrom: [{ extract: reference, rewrite: [plain('regexp', 'merge')] }],
  }),
  externalSecret(
    'data',
    atMost(
      mostKeys,
      '',
      'each is a question to Secrets Manager, which bills and limits the account',
      'keep them in one secret of several properties, or take several ExternalSecrets',
    ),
  ),
  externalSecret('secretStoreRef', {
    required: true,
    test: having({ kind: one('ClusterSecretStore'), name: oneOfList('stores') }),
    want: "the team's own store, which reads its keys and no others",
    hint: 'write kind: ClusterSecretStore, name: team-<team>',
  }),
  externalSecret('data.*.remoteRef.key', { test: ownKey, ...ofSecrets }),
  externalSecret('data.*.remoteRef.property', path),
  externalSecret('dataFrom.*.extract.property', path),
  externalSecret('dataFrom.*', {
    test: having({ extract: having({ key: ownKey }) }),
    ...ofSecrets,
  }),
  // Each could double the names that the one before has made.
  externalSecret('dataFrom.*.rewrite', {
    test: few(1),
    want: "one: by forty of them a name takes the memory of what fetches everybody's secrets",
    hint: 'write one regexp',
  }),
  // 3 KB of a regex that counts take 800 MB while it is compiled.
  externalSecret('dataFrom.*.rewrite.*.regexp.source', {
    test: both(short(200), not(matching('[{]'))),
    want: 'a short regex without "{": one process compiles those of all teams',
    hint: 'write the repetition out, or "+"',
  }),
  externalSecret('dataFrom.*.rewrite.*.regexp.target', {
    test: matching('^[^$]{0,100}([$][^$]{0,100}){0,2}$'),
    want: 'a short name with two groups at most',
    hint: 'make it shorter',
  }),
  externalSecret('target.template.data', {
    test: both(few(mostTexts), eachValue(fieldsAlone)),
    want: `at most ${mostTexts} texts of sixteen fields each, as "{{ .password | b64enc }}": one process renders them for all teams`,
    hint: 'put the text together in the app, from plain secrets',
  }),
  ...['labels', 'annotations'].map((where) =>
    externalSecret(`target.template.metadata.${where}`, {
      test: eachValue(not(matching('[{][{]'))),
      want: 'plain texts: one process renders them for all teams',
      hint: 'write the value',
    }),
  ),
  externalSecret('target.template.type', {
    test: one('Opaque', 'kubernetes.io/dockerconfigjson', 'kubernetes.io/tls', 'kubernetes.io/basic-auth'),
    want: 'a plain Secret: one of another type has the API server put a token in',
  }),
  externalSecret('target.template.metadata.labels', objectLabels('data sources')),
  externalSecret('target.template.metadata.annotations', objectAnnotations),
  externalSecret('target.creationPolicy', {
    test: one('Owner', 'Orphan', 'None'),
    want: 'a Secret of its own: Merge writes into one that somebody else made',
    hint: 'write creationPolicy: Owner',
  }),
  externalSecret('refreshInterval', {
    test: matching(aMinuteOrOnce),
    want: 'a minute or more, such as "1h": each time asks Secrets Manager, which bills and limits the account',
    hint: 'make it longer',
  }),
]
