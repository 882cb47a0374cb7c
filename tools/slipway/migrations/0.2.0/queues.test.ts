import { describe, expect, it } from 'vitest'
import queues from './queues.ts'

const of = (specs: Readonly<Record<string, object>>, fleet: object = {}) => {
  const files = new Map(
    Object.entries(specs).map(([name, spec]) => [`apps/${name}/app.ts`, `export default ${JSON.stringify(spec)}\n`]),
  )
  files.set('fleet/fleet.ts', `export default ${JSON.stringify(fleet)}\n`)
  return queues.run({ list: () => Object.keys(specs), read: (file) => files.get(file) })
}
const web = { team: 'shop', kind: 'http' }
const mails = { web: { ...web, sends: ['mails'] }, mailer: { team: 'finance', kind: 'worker', queue: 'mails' } }

describe('queues that no app needs', () => {
  it('of two teams are a step, with the words for it', () => {
    expect(of(mails)).toMatchObject({
      edits: [],
      steps: [{ hint: 'if that is finance, add queues: {"mails":{"team":"finance","accepts":["shop/web"]}}' }],
    })
  })

  it('say who sends and who works', () => {
    const specs = { web: { ...web, team: 'a', sends: ['mails'] }, mailer: { ...mails.mailer, sends: ['mails'] } }
    expect(of(specs)).toMatchObject({
      steps: [
        {
          hint: 'if that is a, add queues: {"mails":{"team":"a","accepts":["finance/mailer"],"workers":["finance/mailer"]}}',
        },
      ],
    })
  })

  it.each<[string, Readonly<Record<string, object>>, object?]>([
    ['of one team', { web: mails.web, other: { ...web, kind: 'worker', queue: 'mails' } }],
    ['that the fleet names', mails, { queues: { mails: { team: 'shop' } } }],
    ['that an app needs', { ...mails, post: { ...web, in: { prod: { needs: { queue: { mails: {} } } } } } }],
    ['that nobody uses', { web, other: { team: 'finance', kind: 'worker' } }],
  ])('%s are none', (_, specs, fleet) => expect(of(specs, fleet).steps).toEqual([]))

  it('are looked for in specs alone: a folder without one is read as nothing', () => {
    const read = (file: string) => {
      if (file === '') throw new Error('EISDIR')
      return undefined
    }
    expect(queues.run({ list: () => ['notes'], read }).steps).toEqual([])
  })

  it('are found in what an environment says', () => {
    expect(of({ ...mails, web: { ...web, in: { prod: { sends: ['mails'] } } } }).steps).toHaveLength(1)
  })
})
