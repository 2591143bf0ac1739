const LONGEST = 10_000;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** The string that begins at `at` ("(" or "<") in a PDF read as Latin-1, as text (ISO 32000-1, 7.3.4 and 7.9.2). */
export function pdfString(latin: string, at: number): string {
  const raw = latin[at] === '(' ? literal(latin, at + 1) : hexadecimal(latin, at + 1);
  const bytes = Uint8Array.from(raw, (character) => character.charCodeAt(0) & 0xff);
  if (raw.startsWith('\u00FE\u00FF')) return new TextDecoder('utf-16be').decode(bytes.subarray(2));
  if (raw.startsWith('\u00FF\u00FE')) return new TextDecoder('utf-16le').decode(bytes.subarray(2));
  if (raw.startsWith('\u00EF\u00BB\u00BF')) return new TextDecoder().decode(bytes.subarray(3));
  return raw;
}

function literal(latin: string, from: number): string {
  const out: string[] = [];
  let depth = 1;
  for (let at = from; at < latin.length && at < from + LONGEST; at += 1) {
    const character = latin[at]!;
    if (character === '\\') {
      const octal = /^[0-7]{1,3}/.exec(latin.slice(at + 1, at + 4))?.[0];
      if (octal !== undefined) {
        out.push(String.fromCharCode(Number.parseInt(octal, 8) & 0xff));
        at += octal.length;
      } else {
        const next = latin[at + 1] ?? '';
        if (next !== '\n' && next !== '\r') out.push(ESCAPES[next] ?? next);
        at += 1;
      }
      continue;
    }
    if (character === '(') depth += 1;
    else if (character === ')' && (depth -= 1) === 0) break;
    out.push(character);
  }
  return out.join('');
}

function hexadecimal(latin: string, from: number): string {
  const digits = latin.slice(from, from + LONGEST).split('>')[0]!.replace(/[^0-9A-Fa-f]/g, '');
  return (digits.match(/..?/g) ?? []).map((pair) => String.fromCharCode(Number.parseInt(pair.padEnd(2, '0'), 16))).join('');
}

/** The text under a key of a dictionary, such as `/Author`; an indirect one is looked up. Empty where there is none. */
export function pdfEntry(dictionary: string, key: string, object: (number: number) => string): string {
  const match = new RegExp(`/${key}\\s{0,20}(?:([(<])(?!<)|([0-9]{1,10})\\s{1,5}[0-9]{1,5}\\s{1,5}R)`).exec(dictionary);
  if (match === null) return '';
  if (match[1] !== undefined) return pdfString(dictionary, match.index + match[0].length - 1);
  const text = object(Number(match[2])).trimStart();
  return /^[(<]/.test(text) ? pdfString(text, 0) : '';
}
