import { sha256 } from '../canonical.ts';
import { isPng, unbakePng } from './baking.ts';
import { hasType, isObject, many, parseJson, type JsonObject } from './json.ts';
import { unbakeSvg } from './svg.ts';
import { isToken, readToken, type Token } from './token.ts';

/** The longest file that we look into. */
export const longestInput = 8 * 1024 * 1024;

/**
 * A badge as it was found in a file: `token` where it is a signed token, which its proof then is; `sha256` of its exact bytes,
 * the file's or those that its image holds.
 */
export type Input =
  | { readonly ok: true; readonly badge: JsonObject; readonly form: 'json' | 'png' | 'svg' | 'jwt'; readonly token?: Token; readonly sha256: string }
  | { readonly ok: false; readonly reason: string };
const failure = (reason: string): Input => ({ ok: false, reason });
const nothing = 'The file is not a badge; expected JSON, a signed token (JWT), or a PNG or SVG image with a badge inside.';

const sheet = 'This is a PDF, such as a certificate: a picture of a badge and none itself. Scan the code on it, or open the badge\'s page, and verify the badge there or download its file.';

const older = 'This is an Open Badge 2, which is verified another way and not here. Verify it on the site that hosts it, or ask the issuer for the Open Badge 3.';
const hosted = 'This is a hosted Open Badge 2: it is proven by standing at its own address and not by a signature, so it is not verified here. Open its address, or ask the issuer for the Open Badge 3.';

/** What a JSON object is, where it is something else than a badge of Open Badges 3.0: a sentence; null for everything else. */
function otherKind(value: JsonObject): string | null {
  const contexts = many(value['@context']);
  const old = contexts.some((context) => typeof context === 'string' && /^https?:\/\/w3id\.org\/openbadges\/v[12]$/.test(context));
  const assertion = value['badge'] !== undefined && (isObject(value['verification']) || isObject(value['verify']));
  if (old || assertion) {
    const kind = isObject(value['verification']) ? value['verification'] : value['verify'];
    return hasType(kind, 'hosted') || hasType(kind, 'HostedBadge') ? hosted : older;
  }
  if (hasType(value, 'ClrCredential')) return 'This is a Comprehensive Learner Record, which holds badges and is none itself; verify the badges that it holds.';
  if (hasType(value, 'VerifiablePresentation')) return 'This is a presentation of credentials by a wallet and no badge; ask for the badge itself.';
  if (hasType(value, 'BitstringStatusListCredential')) return 'This is a list of revoked badges and no badge; verify the badge itself, which asks the list.';
  return null;
}

function parseToken(text: string, exact: Uint8Array | string): Input {
  const read = readToken(text);
  if (!read.ok) return read;
  const other = otherKind(read.token.claims) ?? otherKind(read.credential);
  if (read.credential['@context'] === undefined && other === null) return failure('The signed token (JWT) holds no badge; ask the issuer for the badge itself.');
  return other === null ? { ok: true, badge: read.credential, form: 'jwt', token: read.token, sha256: sha256(exact) } : failure(other);
}

function parse(text: string, exact: Uint8Array | string): Input {
  const trimmed = text.trim();
  if (trimmed === '') return failure('The file is empty.');
  if (isToken(trimmed)) return parseToken(trimmed, exact);
  if (/^[\w-]+\.[\w-]+\.[\w-]+~/.test(trimmed)) return failure('This is a signed token that hides parts of itself (SD-JWT), which is not read here; ask the earner for one that is signed as a whole.');
  if (!trimmed.startsWith('{')) return failure(nothing);
  const parsed = parseJson(trimmed);
  if (!parsed.ok) return failure(parsed.reason.startsWith('It is not sound') ? 'The file is not sound JSON; it may have been cut off or edited. Fetch it again.' : `${parsed.reason} No badge needs that.`);
  if (!isObject(parsed.value)) return failure(nothing);
  const other = otherKind(parsed.value);
  return other === null ? { ok: true, badge: parsed.value, form: 'json', sha256: sha256(exact) } : failure(other);
}

function parseMarkup(text: string): Input {
  const start = text.trimStart();
  if (/^<(?:!doctype html|html)/i.test(start)) return failure('This is a web page; open it, and download the badge file from there.');
  const unbaked = unbakeSvg(start);
  if (!unbaked.ok) return unbaked;
  const input = parse(unbaked.text, unbaked.text);
  return input.ok ? { ...input, form: 'svg' } : input;
}

const isPdf = (bytes: Uint8Array): boolean => new TextDecoder('latin1').decode(bytes.subarray(0, 5)) === '%PDF-';

/**
 * A badge from a file of any bytes: JSON, a signed token, or a PNG or SVG image with one of the two baked in. For
 * everything else a sentence that says what the file is and what to bring instead. Never throws; does nothing recursive
 * before depth and size are known.
 */
export async function readInput(bytes: Uint8Array): Promise<Input> {
  if (bytes.length > longestInput) return failure(`The file is larger than ${longestInput / 1024 / 1024} MiB; no badge is.`);
  if (isPng(bytes)) {
    const unbaked = await unbakePng(bytes);
    if (!unbaked.ok) return unbaked;
    const input = parse(unbaked.text, unbaked.text);
    return input.ok ? { ...input, form: 'png' } : input;
  }
  if (isPdf(bytes)) return failure(sheet);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return failure(nothing);
  }
  return text.trimStart().startsWith('<') ? parseMarkup(text) : parse(text, bytes);
}
