import { describe, expect, it } from 'vitest'
import { meantToDelete } from './decommission-objects.ts'

const set = (policy: string) =>
  new Map([
    ['argocd/dev/applicationset-shop.yaml', `kind: ApplicationSet\nmetadata: { name: shop }\nspec: ${policy}\n`],
  ])

describe('whether what leaves git is meant to leave the cluster by itself', () => {
  it.each([
    ['{ syncPolicy: { applicationsSync: sync } }', 'shop', true],
    ['{ syncPolicy: { applicationsSync: create-update } }', 'shop', false],
    ['{}', 'shop', false],
    ['{ syncPolicy: { applicationsSync: sync } }', 'finance', false],
  ])('%s, asked of %s', (policy, team, deletes) => {
    expect(meantToDelete(set(policy), 'dev', team)).toBe(deletes)
  })
})
