import { expect, it } from 'vitest'
import { millicores } from './drift-scaler.ts'

it.each([['250m', 250], ['2', 2000], ['0.5', 500]])('%s is %i millicores', (cpu, count) => expect(millicores(cpu)).toBe(count))
