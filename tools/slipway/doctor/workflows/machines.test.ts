import type { Job } from '@slipway/kube/workflow'
import { expect, it } from 'vitest'
import { choosesMachine, isOwnMachine, labelsOf } from './machines.ts'

const matrix = (one: object): Pick<Job, 'strategy'> => ({ strategy: { matrix: one } })

it.each<[what: string, job: Job, isOwn: boolean, labels: string[] | undefined]>([
  ["GitHub's", { 'runs-on': 'ubuntu-24.04' }, false, ['ubuntu-24.04']],
  ['its own', { 'runs-on': ['self-hosted', 'big'] }, true, ['self-hosted', 'big']],
  ['a scale set', { 'runs-on': 'pods' }, true, ['pods']],
  ['a group', { 'runs-on': { group: 'x' } }, true, undefined],
  ['none, as of a call', {}, false, undefined],
  ["a matrix of GitHub's", { 'runs-on': '${{ matrix.os }}', ...matrix({ os: ['ubuntu-24.04'] }) }, false, undefined],
  ['a matrix with another', { 'runs-on': '${{ matrix.os }}', ...matrix({ include: [{ os: 'x' }] }) }, true, undefined],
  ['a matrix of a job', { 'runs-on': '${{ matrix.os }}', ...matrix({ os: '${{ needs.a }}' }) }, false, undefined],
])('a machine of %s', (_, job, isOwn, labels) => expect([isOwnMachine(job), labelsOf(job)]).toEqual([isOwn, labels]))

it.each<[machine: string, is: boolean]>([
  ['ubuntu-24.04', false],
  ['${{ matrix.os }}', false],
  ['${{ github.head_ref }}', true],
  ['${{ github.event.inputs.x }}', true],
  ['${{ needs.a.outputs.x }}', true],
])('others choose %s: %j', (machine, is) => expect(choosesMachine({ 'runs-on': machine })).toBe(is))
