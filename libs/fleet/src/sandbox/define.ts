// `@slipway/spec` and `@slipway/fleet` for code of an estate: functions that type their argument and return it.
const same = <T>(data: T): T => data

export { same as defineApp, same as defineCluster, same as defineExtra, same as defineFleet, same as definePrices }
