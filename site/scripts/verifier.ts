import { element, findings } from './findings.ts';
import { fetchBytes, siteResolver, type Site } from './site-resolver.ts';

/** The longest file that is looked into; core refuses what is longer. */
export const longestFile = 8 * 1024 * 1024;

/** The site that a verifier on the page belongs to. */
export const siteOf = ({ dataset }: HTMLElement): Site => ({ origin: dataset['origin']!, root: dataset['root']! });

// Who gives a second file before the first is verified wants to see the second.
const turns = new WeakMap<HTMLElement, symbol>();
function takeTurn(output: HTMLElement): () => boolean {
  const turn = Symbol('turn');
  turns.set(output, turn);
  return () => turns.get(output) === turn;
}

function put(output: HTMLElement, sentence: HTMLElement): void {
  output.setAttribute('role', 'status');
  output.replaceChildren(sentence);
}

/** Shows a sentence in place of what stands there or is on its way, and has it read out. */
export function tell(output: HTMLElement, sentence: HTMLElement): void {
  takeTurn(output);
  put(output, sentence);
}

/** Verifies the bytes of a badge in this page and shows what was found. The code is loaded on first use. */
export async function verifyBytes(bytes: Uint8Array, site: Site, output: HTMLElement): Promise<void> {
  const current = takeTurn(output);
  const say = (sentence: HTMLElement): void => void (current() && put(output, sentence));
  say(element('p', 'soft', 'Verifying…'));
  try {
    const [{ readInput }, { verifyBadge }] = await Promise.all([import('../../cli/core/badge/input.ts'), import('../../cli/core/badge/verify.ts')]);
    const input = await readInput(bytes);
    if (!input.ok) return say(element('p', 'fault', input.reason));
    const verification = await verifyBadge(input.badge, { now: new Date(), resolve: siteResolver(site), exact: { sha256: input.sha256 } });
    if (current()) show(output, findings(verification, site.origin));
  } catch {
    say(isSecureContext ? element('p', 'fault', 'The verifier did not load. Load the page again, or run: laurel verify <file>') : element('p', 'fault', 'Browsers verify signatures only on pages that come over https. Open this page with https, or run: laurel verify <file>'));
  }
}

// Focus brings readers of the screen to the results; a live region would read all of them at once.
function show(output: HTMLElement, found: HTMLElement): void {
  const heading = element('h2', '', 'What we found');
  heading.tabIndex = -1;
  output.removeAttribute('role');
  output.replaceChildren(heading, found);
  heading.focus();
}

/** Fetches a badge of this site and verifies it. */
export async function verifyPath(path: string, site: Site, output: HTMLElement): Promise<void> {
  const current = takeTurn(output);
  put(output, element('p', 'soft', 'Fetching the badge…'));
  const found = await fetchBytes(site.root + path, longestFile);
  if (!current()) return;
  if (found.ok) return verifyBytes(found.bytes, site, output);
  tell(output, element('p', 'fault', `The badge could not be read from this site, because ${found.reason}.`));
}
