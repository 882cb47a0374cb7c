/**
 * Why a word of an operator's object, of its values or of a guard around it is a risk; the sentences are in
 * report/operator-sentences.ts.
 */
export type OperatorCode =
  // words that mean the same to most operators
  | 'fewer-members'
  | 'fewer-at-rest'
  | 'controller-off'
  | 'part-off'
  | 'memory-cut'
  | 'data-unkept'
  | 'storage-shrinks'
  | 'kept-shorter'
  | 'checks-off'
  | 'limits-off'
  | 'words-for-all'
  | 'reached-outside'
  | 'version-moves'
  | 'data-less-safe'
  | 'nodes-together'
  | 'machine-other'
  | 'becomes-follower'
  | 'backups-otherwise'
  | 'other-credentials'
  | 'partitions-other'
  // Flux
  | 'flux-rights'
  | 'flux-unchecked'
  | 'flux-alters'
  | 'flux-variables'
  | 'values-from'
  | 'deletes-at-end'
  | 'flux-leaves-out'
  | 'source-signers'
  | 'release-options'
  | 'version-floats'
  | 'images-by-itself'
  // ApplicationSets
  | 'set-overrides'
  | 'set-all-at-once'
  // routes
  | 'routes-dropped'
  | 'certificate-served'
  | 'trusts-other'
  | 'requests-unanswered'
  | 'requests-copied'
  | 'filter-gone'
  | 'requests-rewritten'
  | 'timeout-shorter'
  | 'reference-gone'
  // names and certificates
  | 'names-gone'
  | 'names-elsewhere'
  | 'certificate-authority'
  | 'certificate-otherwise'
  // policies
  | 'policy-rule-other'
  | 'policy-acts'
  | 'policy-acts-no-more'
  | 'policy-wider-exempt'
  // measurements
  | 'measured-otherwise'
  // secrets
  | 'secret-keys-gone'
  | 'secret-shared'
  | 'secret-otherwise'
  | 'secret-pushed'
  | 'key-missing'
  // what is made of compositions
  | 'composed-otherwise'
  // programs of platforms
  | 'program-flag'
