/** Base 64 (RFC 4648, section 4), as notes and proofs of a log hold it. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

const SHAPE = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Base 64 as bytes; null for anything but the one spelling of some bytes. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (!SHAPE.test(text)) return null;
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return toBase64(bytes) === text ? bytes : null;
}
