/** Logs of a node's pods as the kubelet lays them out: `<namespace>_<pod>_<uid>/<container>/<restarts>.log`. */
export const podLogs = '/var/log/pods'
/** The folder of the collector's read positions, and of records that it could not yet send. */
export const logState = '/var/lib/slipway/collector'

/**
 * Lines that go on with the one before: indented ones, causes and ends of stacks of Java, Node, Python and Go, and the
 * lines of a key. Each program writes its lines alone, so none of another comes between.
 */
const continues = [
  String.raw`\s`,
  '$',
  String.raw`Caused by: `,
  String.raw`Suppressed: `,
  String.raw`\.\.\. \d+ (more|common frames)`,
  String.raw`([A-Za-z_$][\w$]*\.)*[A-Z][\w$]*(Error|Exception|Exit|Interrupt|Failure)(:|$)`,
  String.raw`goroutine \d+ \[`,
  String.raw`created by `,
  String.raw`[\w./-]+\.[\w.()*]+\(.*\)$`,
  String.raw`exit status \d+$`,
  String.raw`[A-Za-z0-9+/]{16,}={0,2}$`,
  '-----END ',
]

/** RE2, as both readers have it. */
export const goesOn = `^(${continues.join('|')})`
/** In the words of https://expr-lang.org. */
export const isFirstLine = `not (body matches ${JSON.stringify(goesOn)})`

/** @param own names of its own pods, whose output about its input it must not read */
export const logReceiver = (namespace: string, own: readonly string[]) => ({
  include: [`${podLogs}/*/*/*.log`],
  exclude: own.map((name) => `${podLogs}/${namespace}_${name}-*/*/*.log`),
  exclude_older_than: '24h',
  include_file_path: true,
  include_file_name: false,
  start_at: 'beginning',
  storage: 'file_storage',
  // A store that is away stops the reading; the kubelet keeps files until they are rotated.
  retry_on_failure: { enabled: true, max_elapsed_time: '0s' },
  operators: [
    { type: 'container', max_log_size: '256KiB' },
    {
      type: 'recombine',
      combine_field: 'body',
      is_first_entry: isFirstLine.replaceAll('$', '$$$$'),
      source_identifier: 'attributes["log.file.path"]',
      overwrite_with: 'oldest',
      force_flush_period: '1s',
      max_log_size: '256KiB',
      max_sources: 2000,
    },
  ],
})
