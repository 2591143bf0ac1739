import { element, findings } from './findings.ts';
import type { Resolve, Verification } from '../../cli/core/badge/verify.ts';
import { atHand, fetchBytes, siteResolver, type Site } from './site-resolver.ts';

/** The longest file that is looked into; core refuses what is longer. */
export const longestFile = 8 * 1024 * 1024;

/** The site that a verifier on the page belongs to. */
export const siteOf = ({ dataset }: HTMLElement): Site => ({ origin: dataset['origin']!, root: dataset['root']! });

const turns = new WeakMap<HTMLElement, symbol>();
/** Who gives a second file before the first is verified wants to see the second: true from what comes back as long as nothing came after. */
export function takeTurn(output: HTMLElement): () => boolean {
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

/** What a verifier on the page may bring besides the badge. */
export interface Wanted {
  readonly recipient?: string;
  /** Verifications of one batch share what they fetch. */
  readonly resolve?: Resolve;
}

/** Verifies the bytes of a badge in this page. The code is loaded on first use. */
export async function verified(bytes: Uint8Array, site: Site, { recipient, resolve }: Wanted = {}): Promise<Verification> {
  const [{ readInput }, { unreadable, verifyBadge }] = await Promise.all([import('../../cli/core/badge/input.ts'), import('../../cli/core/badge/verify.ts')]);
  const input = await readInput(bytes);
  return input.ok ? verifyBadge(input.badge, { now: new Date(), resolve: resolve ?? siteResolver(site), token: input.token, recipient, atHand: atHand(site), exact: { sha256: input.sha256 } }) : unreadable(input.reason);
}

/** The sentence for a page on which nothing can be verified. */
export const notLoaded = (): HTMLElement => element('p', 'fault', isSecureContext ? 'The verifier did not load. Load the page again, or run: laurel verify <file>' : 'Browsers verify signatures only on pages that come over https. Open this page with https, or run: laurel verify <file>');

/** Verifies the bytes of a badge in this page and shows what was found. */
export async function verifyBytes(bytes: Uint8Array, site: Site, output: HTMLElement, wanted: Wanted = {}): Promise<void> {
  const current = takeTurn(output);
  const say = (sentence: HTMLElement): void => void (current() && put(output, sentence));
  say(element('p', 'soft', 'Verifying…'));
  try {
    const verification = await verified(bytes, site, wanted);
    const unread = verification.results.every(({ name, outcome }) => (name === 'structure' ? outcome === 'fail' : outcome === 'skipped'));
    if (unread) return say(element('p', 'fault', verification.results[0]!.detail));
    if (current()) show(output, findings(verification, site.origin));
  } catch {
    say(notLoaded());
  }
}

/** Shows what was found. Focus brings readers of the screen to it; a live region would read all of it at once. */
export function show(output: HTMLElement, found: HTMLElement): void {
  const heading = element('h2', '', 'What we found');
  heading.tabIndex = -1;
  output.removeAttribute('role');
  output.replaceChildren(heading, found);
  heading.focus();
}

/** Fetches a badge of this site and verifies it. */
export async function verifyPath(path: string, site: Site, output: HTMLElement, wanted: Wanted = {}): Promise<void> {
  const current = takeTurn(output);
  put(output, element('p', 'soft', 'Fetching the badge…'));
  const found = await fetchBytes(site.root + path, longestFile);
  if (!current()) return;
  if (found.ok) return verifyBytes(found.bytes, site, output, wanted);
  tell(output, element('p', 'fault', `The badge could not be read from this site, because ${found.reason}.`));
}
