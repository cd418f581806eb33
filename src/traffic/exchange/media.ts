/**
 * File signatures (magic numbers) of images, audio, video, fonts, archives and similar formats. Each character is one
 * byte. From the WHATWG MIME Sniffing Standard §6, otherwise from the formats' specifications.
 */
const signatures =
  // oxlint-disable-next-line no-control-regex -- bytes
  /^(?:\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a|RIFF[^]{4}(?:WEBP|WAVE|AVI )|BM[^]{4}\0\0\0\0|\0\0[\x01\x02]\0[^]\0|II\*\0|MM\0\*|\0[^]{3}ftyp|\x1aE\xdf\xa3|OggS|fLaC|ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]|\0\0\x01[\xb3\xba]|FORM[^]{4}AIF|wOF[F2]|OTTO|\0\x01\0\0\0|true\0|ttcf|%PDF-|\0asm|PK(?:\x03\x04|\x05\x06|\x07\x08)|Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\xfd7zXZ\0|BZh[1-9]1AY|MThd|\xff\x0a|\0\0\0\x0cJXL )/;

/** Length of the longest signature, in bytes. */
export const signatureLength = 16;

/**
 * Whether bytes start like an image, audio, video, a font, a PDF, WebAssembly or an archive. Each character is one
 * byte. Ignores the declared content type.
 */
export function isMedia(bytes: string): boolean {
  return signatures.test(bytes.slice(0, signatureLength));
}

/** Detects a compression by its first bytes (RFC 1952 §2.3.1, RFC 8878 §3.1.1). Undefined for any other content. */
export function compressionOf(bytes: string): 'gzip' | 'zstd' | undefined {
  if (bytes.startsWith('\x1f\x8b\x08')) return 'gzip';
  return bytes.startsWith('\x28\xb5\x2f\xfd') ? 'zstd' : undefined;
}
