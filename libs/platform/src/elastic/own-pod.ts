import { made } from './names.ts'

/** The folder with the authority of the store's certificate, in each of its clients. */
export const trustFolder = '/etc/log-store'
export const trustFile = `${trustFolder}/${made.ca.key}`

const volume = 'trusted'
export const trustVolume = {
  name: volume,
  secret: { secretName: made.ca.name, items: [{ key: made.ca.key, path: made.ca.key }] },
}
export const trustMount = { name: volume, mountPath: trustFolder, readOnly: true }
