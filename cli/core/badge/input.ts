import { sha256 } from '../canonical.ts';
import { isPng, unbakePng } from './baking.ts';
import { isObject, many, shapeFault, textFault, type JsonObject } from './json.ts';

/** The longest file that we look into. */
export const longestInput = 8 * 1024 * 1024;

export type Input = { readonly ok: true; readonly badge: JsonObject; readonly form: 'json' | 'png'; /** Of the badge's exact bytes: the file's, or those that its image holds. */ readonly sha256: string } | { readonly ok: false; readonly reason: string };
const failure = (reason: string): Input => ({ ok: false, reason });

/** Forms that people bring and that we know but do not read: a sentence each. */
const others: readonly (readonly [RegExp, string])[] = [
  [/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/, 'This is a badge as a signed token (JWT), which is not read here yet; ask the issuer for its JSON or PNG file.'],
  [/^<[^]{0,4000}openbadges/, 'This is a badge inside an SVG image, which is not read here yet; use its JSON or PNG file.'],
  [/^(?:<\?xml[^]{0,1000})?<svg[\s>]/, 'This is an SVG image without a badge; use the JSON or PNG file that the issuer gave.'],
  [/^<(?:!doctype html|html)/i, 'This is a web page; open it, and download the badge file from there.'],
];

function parse(text: string, exact: Uint8Array | string): Input {
  const trimmed = text.trim();
  if (trimmed === '') return failure('The file is empty.');
  const other = others.find(([pattern]) => pattern.test(trimmed));
  if (other !== undefined) return failure(other[1]);
  if (!trimmed.startsWith('{')) return failure('The file is not a badge; expected JSON, or a PNG image with a badge inside.');
  const fault = textFault(trimmed);
  if (fault !== null) return failure(`${fault} No badge needs that.`);
  let value: unknown;
  try {
    value = JSON.parse(trimmed);
  } catch {
    return failure('The file is not sound JSON; it may have been cut off or edited. Fetch it again.');
  }
  const shape = shapeFault(value);
  if (shape !== null) return failure(`${shape} No badge needs that.`);
  if (!isObject(value)) return failure('The file is not a badge; expected JSON, or a PNG image with a badge inside.');
  if (many(value['@context']).includes('https://w3id.org/openbadges/v2')) return failure('This is an Open Badge 2, which is not read here; ask the issuer for the Open Badge 3.');
  return { ok: true, badge: value, form: 'json', sha256: sha256(exact) };
}

/**
 * A badge from a file of any bytes: JSON, or a PNG with JSON baked in. For everything else a sentence that says what the
 * file is and what to bring instead. Never throws; does nothing recursive before depth and size are known.
 */
export async function readInput(bytes: Uint8Array): Promise<Input> {
  if (bytes.length > longestInput) return failure(`The file is larger than ${longestInput / 1024 / 1024} MiB; no badge is.`);
  if (isPng(bytes)) {
    const unbaked = await unbakePng(bytes);
    if (!unbaked.ok) return unbaked;
    const input = parse(unbaked.text, unbaked.text);
    return input.ok ? { ...input, form: 'png' } : input;
  }
  try {
    return parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes), bytes);
  } catch {
    return failure('The file is not a badge; expected JSON, or a PNG image with a badge inside.');
  }
}
