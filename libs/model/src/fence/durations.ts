/** Patterns, since CEL and TypeScript both read those: durations in whole hours, minutes and seconds. */
const more = '([0-9]+[hms])*'

/** At least a second. */
export const aSecond = `^[1-9][0-9]*[hms]${more}$`
/** At least ten. */
export const tenSeconds = `^([1-9][0-9]*[hm]|[1-9][0-9]+s)${more}$`
/** At least a minute, or 0: once. */
export const aMinuteOrOnce = `^([1-9][0-9]*[hm]${more}|[6-9][0-9]s|[1-9][0-9]{2,}s|0s?)$`
