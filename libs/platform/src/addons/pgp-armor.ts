/** RFC 9580, 6.1: the checksum of an armored key. */
function crc24(bytes: Uint8Array): number {
  let crc = 0xb704ce
  for (const byte of bytes) {
    crc ^= byte << 16
    for (let bit = 0; bit < 8; bit += 1) {
      crc <<= 1
      if ((crc & 0x1000000) !== 0) crc ^= 0x1864cfb
    }
  }
  return crc & 0xffffff
}

/** A public key as `gpg --armor --export` prints it. @param key as `gpg --export KEY | base64 -w0` does */
export function armored(key: string): string {
  const bytes = Buffer.from(key, 'base64')
  const crc = crc24(bytes)
  const sum = Buffer.from([crc >> 16, (crc >> 8) & 0xff, crc & 0xff]).toString('base64')
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? []
  return [
    '-----BEGIN PGP PUBLIC KEY BLOCK-----',
    '',
    ...lines,
    `=${sum}`,
    '-----END PGP PUBLIC KEY BLOCK-----',
    '',
  ].join('\n')
}
