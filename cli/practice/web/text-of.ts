/** Bytes as text, or null where they are none: not UTF-8, with a NUL, or too much of it to show. */
export function textOf(bytes: Buffer): string | null {
  if (bytes.length > 1024 * 1024 || bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
