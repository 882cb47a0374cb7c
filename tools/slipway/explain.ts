import { defineCommand, root, type Offer } from '@slipway/cli'

const fields: Offer = async () => (await import('@slipway/spec/reference')).specFields().map((row) => row.field)

export default defineCommand({
  name: 'explain',
  summary: 'says what a field of a spec is, and which kinds of app have it',
  words: [{ name: '[FIELD]', offer: fields }],
  options: { root, json: 'print a list of { field, description, must, may, defaults }' },
  examples: ['', 'scale.on'],
  exits: ['said', 'no such field'],
  async run({ root, json }, [wanted], { out, err }) {
    const [{ foreign, specFields }, { formatIssues, isWithin, issue, show, suggestion }, { defaultsOf }] =
      await Promise.all([
        import('@slipway/spec/reference'),
        import('@slipway/core'),
        import('./explain/defaults-of.ts'),
      ])
    const ofFleet = await defaultsOf(root)
    const all = specFields().map(({ field, description, kinds }) => ({
      field,
      description,
      must: [...kinds].flatMap(([kind, must]) => (must ? [kind] : [])),
      may: [...kinds].flatMap(([kind, must]) => (must ? [] : [kind])),
      defaults: ofFleet.filter((one) => one.field === field).map(({ at, value }) => ({ at, value })),
    }))
    const below = (place: string) => all.filter(({ field }) => isWithin(field, place))
    // A last part alone, such as `cors`, stands for each field that ends so.
    const ends = all.filter(({ field }) => field.endsWith(`.${wanted ?? ''}`)).map(({ field }) => field)
    const whole = wanted === undefined ? all : below(wanted)
    const found = whole.length > 0 ? whole : [...new Set(ends.flatMap(below))]
    // A word of Kubernetes or Compose, which a field within another may have, too.
    const ours = whole.length > 0 ? undefined : foreign.get(wanted ?? '')
    if (found.length === 0) {
      const names = all.map(({ field }) => field)
      const hint = ours ?? suggestion(wanted ?? '', names)
      err(
        `${formatIssues([issue('FIELD', '', 'no-field', JSON.stringify(wanted), 'a field of a spec (docs/spec.md)', hint)])}\n`,
      )
      return 1
    }
    if (json) out(`${JSON.stringify(found, null, 2)}\n`)
    else
      for (const { field, description, must, may, defaults } of found)
        out(
          `${[
            field,
            description,
            [must.length > 0 ? `must: ${must.join(', ')}` : '', may.length > 0 ? `may: ${may.join(', ')}` : '']
              .filter((part) => part !== '')
              .join('; '),
            ...defaults.map(({ at, value }) => `by default ${show(value)} (fleet/defaults.ts: ${at})`),
          ].join('\n    ')}\n`,
        )
    if (ours !== undefined && !json) out(`${wanted} of the app itself\n    ${ours}\n`)
    return 0
  },
})
