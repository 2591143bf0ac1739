/**
 * gzip for bit strings. Writing is ours so that the same bits always give the same bytes: a status list is rebuilt from
 * its record and keeps its signature, whatever zlib a machine has. Reading is the platform's, with a cap.
 */
import { crc32 } from './crc32.ts';

const header = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
const littleEndian = (value: number): readonly number[] => [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24];

/** Codes of the fixed Huffman table (RFC 1951, section 3.2.6): [code, bits]. */
function literalCode(symbol: number): readonly [number, number] {
  if (symbol < 144) return [0x30 + symbol, 8];
  if (symbol < 256) return [0x190 + symbol - 144, 9];
  return symbol < 280 ? [symbol - 256, 7] : [0xc0 + symbol - 280, 8];
}

/** Symbol of a length from 3 to 258 with its extra bits (section 3.2.5): [symbol, extra, bits of extra]. */
function lengthCode(length: number): readonly [number, number, number] {
  const over = length - 3;
  if (length === 258) return [285, 0, 0];
  if (over < 8) return [257 + over, 0, 0];
  const bits = 29 - Math.clz32(over);
  return [257 + 4 * bits + (over >>> bits), over & ((1 << bits) - 1), bits];
}

const reversed = (code: number, bits: number): number => {
  let result = 0;
  for (let bit = 0; bit < bits; bit++) result |= ((code >>> bit) & 1) << (bits - 1 - bit);
  return result;
};

/** Bytes as a gzip member: literals, and "the byte before, so many times over" for runs, in one block with fixed codes. */
export function gzipRuns(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const out: number[] = [...header];
  let pending = 0;
  let count = 0;
  const put = (value: number, bits: number): void => {
    pending |= value << count;
    for (count += bits; count >= 8; count -= 8) {
      out.push(pending & 255);
      pending >>>= 8;
    }
  };
  const symbol = (value: number): void => {
    const [code, bits] = literalCode(value);
    put(reversed(code, bits), bits);
  };
  put(0b011, 3);
  for (let index = 0; index < bytes.length;) {
    const byte = bytes[index]!;
    symbol(byte);
    let run = 1;
    while (bytes[index + run] === byte) run++;
    let rest = run - 1;
    for (; rest >= 3; rest -= Math.min(rest, 258)) {
      const [code, extra, bits] = lengthCode(Math.min(rest, 258));
      symbol(code);
      put(extra, bits);
      put(0, 5);
    }
    for (; rest > 0; rest--) symbol(byte);
    index += run;
  }
  symbol(256);
  if (count > 0) out.push(pending & 255);
  return Uint8Array.from([...out, ...littleEndian(crc32(bytes)), ...littleEndian(bytes.length)]);
}

/** The bytes of a compressed stream; null if it is damaged or would be longer than `most`. Never throws, never inflates more than that and one chunk. */
export async function inflate(compressed: Uint8Array<ArrayBuffer>, format: 'gzip' | 'deflate', most: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const reader = new Blob([compressed]).stream().pipeThrough(new DecompressionStream(format)).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      length += next.value.length;
      if (length > most) {
        await reader.cancel().catch(() => undefined);
        return null;
      }
      chunks.push(next.value);
    }
  } catch {
    return null;
  }
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}
