import { z } from 'zod'

/** Editions of the defaults (CHANGELOG.md). An old one never changes. */
export const editions = [1, 2] as const
export type Edition = (typeof editions)[number]

export const edition = z.literal(editions)
