import type { FileRiskCode } from '../../files/file-risk.ts'

/** Kinds of files that reasons are about. */
type FileTopic =
  | 'any file'
  | 'a manifest'
  | 'a template of AWS'
  | 'a workflow'
  | 'code owners'
  | 'a spec'
  | 'a Dockerfile'
  | 'a contract'
  | 'packages'
  | 'settings'
type ExplainedFile = readonly [topic: FileTopic, why: string]

/** Why each reason of a changed file is a risk, and what to look at. `review --explain` prints them. */
export const explainedFiles: Readonly<Record<FileRiskCode, ExplainedFile>> = {
  link: ['any file', 'A link shows one text here, and another one where it is read: look where it points.'],
  submodule: ['any file', 'What another repository holds is not in this change: read it there, at that commit.'],
  'no-file': ['any file', 'What is neither a file nor a link has no text that anybody could review.'],
  executable: ['any file', 'A file that may be run is run sooner or later, by a hook or by a tool.'],
  'too-large': ['any file', 'It was not read, so nothing is known of it.'],
  'no-text': ['any file', 'Bytes cannot be reviewed: ask where they come from.'],
  unreadable: [
    'any file',
    'A judge that cannot read a file finds nothing in it; other tools may read it all the same.',
  ],
  invisible: ['any file', 'People see another text than programs run (trojansource.codes).'],
  'read-otherwise': [
    'a manifest',
    'Parsers read this place in different ways: what is shown here may not be what is applied.',
  ],
  'no-object': ['a manifest', 'Argo CD refuses such a document, or leaves out its whole file.'],
  'hidden-by-items': ['a manifest', 'Argo CD takes the items of a list, and drops what stands beside them.'],
  'argo-override': ['a manifest', 'A file of this name changes what Argo CD renders, and no manifest says so.'],
  'many-fields': ['a manifest', 'Among so many fields nobody finds the one that matters: split the change.'],
  'argo-tool': [
    'a manifest',
    'Argo CD picks the tool for a folder by its files: from then on the manifests mean something else.',
  ],
  'argo-unread': ['a manifest', 'Argo CD does not apply it, whatever it says.'],
  'other-digest': ['a manifest', 'The tree runs another image than the one that was released, tested and signed.'],
  'resource-removed': [
    'a template of AWS',
    'CloudFormation deletes what a template no longer has, unless its DeletionPolicy keeps it.',
  ],
  'resource-added': [
    'a template of AWS',
    'It costs money, and may let somebody in: what it grants or opens is told beside it.',
  ],
  'resource-left': [
    'a template of AWS',
    'Its DeletionPolicy keeps it: the data is there and costs money, and nobody changes or deletes it from git any more.',
  ],
  'resource-anew': [
    'a template of AWS',
    'The property cannot be changed in place: a new, empty resource takes its place. UpdateReplacePolicy keeps the old one with its data, which nobody moves.',
  ],
  'resource-replaced': [
    'a template of AWS',
    'The property cannot be changed in place: the old resource is deleted, with its data.',
  ],
  'name-taken': [
    'a template of AWS',
    'A name that a template fixes is there once in the world, an account or a region: import what is there, leave it where it is, or give the new one another name.',
  ],
  'trust-widened': [
    'a template of AWS',
    'Others than before may take the role, call it, or come in by the network: name each of them.',
  ],
  'grant-added': ['a template of AWS', 'Somebody may do more than before, or gets what only others got: ask what for.'],
  'grant-to-all': ['a template of AWS', 'A star, an administrator or everybody: less is nearly always enough.'],
  'deny-removed': [
    'a template of AWS',
    'A Deny wins over each Allow: without it, all that other policies allow holds.',
  ],
  'condition-lost': ['a template of AWS', 'The condition was what kept others out, though they are named.'],
  'encryption-lost': [
    'a template of AWS',
    'What is written from now on is encrypted less well, or by a key of somebody else.',
  ],
  'retention-lost': [
    'a template of AWS',
    'Backups, logs or the resource itself are kept for a shorter time, or go at once.',
  ],
  'guard-lost': ['a template of AWS', 'A guard or an alarm is off or weaker: nothing fails, and nobody is told.'],
  'made-public': ['a template of AWS', 'Everybody on the internet may reach it: is that what it is for?'],
  'secret-literal': [
    'a template of AWS',
    'It is in git for good, in the stack, and in every log that prints the template: take another secret, keep it in Secrets Manager, and let the template name it (docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html).',
  ],
  'store-refused': [
    'a template of AWS',
    'A disk of RDS is never made smaller, no engine goes back to an older version, and what a template names is not made anew under that name.',
  ],
  'store-restarted': [
    'a template of AWS',
    'Another class, parameter group or minor version restarts a database or a cache; one without a standby is away for minutes.',
  ],
  'store-upgraded': [
    'a template of AWS',
    'A major version changes the files of a database: the way back is a restore of what was there before, without what came since.',
  ],
  'store-shared': [
    'a template of AWS',
    'Other apps use it by `uses`. None of their files changes, so they are named here: ' +
      'ask their owners before it restarts, shrinks or goes.',
  ],
  'macro-added': [
    'a template of AWS',
    'A macro is a function that rewrites the template when it is deployed: what it makes is in no diff.',
  ],
  'provider-added': [
    'a template of AWS',
    'A provider, a module, a data source or a provisioner is code that runs with the rights of who plans, be nothing applied.',
  ],
  'property-changed': [
    'a template of AWS',
    'No judge knows this property; its page says whether it is changed in place.',
  ],
  'trigger-added': ['a workflow', 'Some triggers run with rights and secrets for the text of strangers.'],
  'permission-added': ['a workflow', 'Whatever runs in the job gets this right, each action among it.'],
  'permissions-default': [
    'a workflow',
    "Without permissions of its own a job has the repository's, which may be to write all.",
  ],
  'action-added': ['a workflow', 'An action is code of others, and runs with the rights of its job.'],
  'action-unpinned': ['a workflow', 'A tag or a branch can be moved to other code: only a commit stays.'],
  'action-exchanged': [
    'a workflow',
    'The comment names the version, and runners take the commit: look whether that repository has a tag of that name at that commit.',
  ],
  'action-moved': ['a workflow', 'Other code of others runs: read what changed between both versions.'],
  'secret-used': ['a workflow', 'What has a secret can send it anywhere.'],
  'outside-text-run': ['a workflow', 'A title or a branch name that is put in a script is run as a part of it.'],
  'outside-code-run': ['a workflow', 'The code of a stranger runs where rights or secrets are.'],
  'run-changed': [
    'a workflow',
    'Other commands run with the same rights; those of an editor on the machine of whoever opens the folder.',
  ],
  'guard-removed': [
    'a workflow',
    'A condition, an environment or a setting kept a job from running, or from knowing too much.',
  ],
  'runner-changed': ['a workflow', 'A machine of your own keeps what a job leaves there, and is in your network.'],
  'job-removed': ['a workflow', 'What it checked is not checked any more, or is a required check that never ends.'],
  'owner-lost': ['code owners', 'Changes of these files need their approval no more.'],
  'owner-unread': [
    'code owners',
    'GitHub skips a line with !, [ ], a backslash before # or an owner that is neither @name nor an address (docs.github.com, "About code owners").',
  ],
  'owner-gained': ['code owners', 'They may approve changes of these files alone, with nobody else.'],
  'word-given': [
    'a spec',
    'An app of another team may call, send, take messages, read or write as soon as it says so itself; no manifest of the owner shows it.',
  ],
  'base-changed': ['a Dockerfile', 'All of the image stands on another one: who makes it, and who signed it?'],
  'base-added': ['a Dockerfile', 'All of a new image stands on it: who makes it, and who signed it?'],
  'base-unpinned': ['a Dockerfile', 'A tag can be moved: two builds of one commit are then two images.'],
  'user-lost': ['a Dockerfile', 'A process that is root in its image is one step nearer to its node.'],
  'step-added': ['a Dockerfile', 'A step puts something into the image that runs.'],
  'fetched-step': [
    'a Dockerfile',
    'What is fetched while an image is built is in no lockfile, and may be another thing tomorrow.',
  ],
  'contract-broken': ['a contract', 'A caller that keeps to the old contract fails: release what they need first.'],
  'contract-broken-more': ['a contract', 'There are more breaks than are told one by one.'],
  'contract-removed': ['a contract', 'Nothing says any more what callers can rely on.'],
  'contract-unchecked': [
    'a contract',
    'The program that compares contracts did not run or did not understand one of them.',
  ],
  'install-script': ['packages', 'It runs on each machine that installs, CI among them, before anybody looks.'],
  'script-changed': ['packages', 'People and CI run scripts by their names.'],
  'versions-moved': [
    'packages',
    'Each runs wherever it is imported, in jobs with rights, too: read what changed, and how long the version has been there.',
  ],
  'package-added': ['packages', 'A package is code of others, and brings more of them: read who keeps it.'],
  'package-elsewhere': [
    'packages',
    'It does not come from the registry, so neither its name nor its version says what it is.',
  ],
  'integrity-lost': ['packages', 'Without a checksum whoever serves the package decides what is installed.'],
  'integrity-changed': [
    'packages',
    'A published version never changes: other bytes of one version are a forgery or another source.',
  ],
  'package-scripts': ['packages', 'Its scripts run on each machine that installs it.'],
  'setting-changed': ['settings', 'A tool behaves in another way from now on.'],
  'line-added': ['settings', 'A line of a settings file may move where packages, code or secrets come from or go to.'],
  'line-removed': ['settings', 'What the line kept off holds no more.'],
  'hidden-from-review': ['settings', 'Forges fold these files: changes of them pass unseen.'],
}
