import type { Review } from './review.ts'

export const asHtml = (review: Review): string => `${review.entries.length}`
