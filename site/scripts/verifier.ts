import { element, findings } from './findings.ts';
import { badgeAt } from '../../cli/core/badge/lookup.ts';
import type { Way } from '../../cli/core/badge/proof.ts';
import type { Registry, Resolve, Verification } from '../../cli/core/badge/verify.ts';
import type { ChosenRegistry } from './registries.ts';
import { fetchBytes, type Site } from './site-resolver.ts';
import type { Source } from './source.ts';

/** The longest file that is looked into; core refuses what is longer. */
export const longestFile = 8 * 1024 * 1024;

/** A file's bytes: one more than is looked into tells that it is too long, without reading a film into memory. */
export const bytesOf = async (file: File): Promise<Uint8Array> => new Uint8Array(await file.slice(0, longestFile + 1).arrayBuffer());

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
  // On a phone it stands below all that can be given.
  sentence.scrollIntoView({ block: 'nearest' });
}

/** Shows a sentence in place of what stands there or is on its way, and has it read out. */
export function tell(output: HTMLElement, sentence: HTMLElement): void {
  takeTurn(output);
  put(output, sentence);
}

/** What a verifier on the page may bring besides the badge. */
export interface Wanted {
  readonly recipient?: string | undefined;
  readonly registries?: readonly ChosenRegistry[];
  /** Verifications of one batch share what they fetch, the registries that they read, and how documents are canonicalised. */
  readonly resolve?: Resolve;
  readonly read?: readonly Registry[];
  readonly way?: Way;
  /** The text of the log's proof of this badge, where it is at hand. */
  readonly proof?: string | undefined;
}

/** Verifies the bytes of a badge in this page. The code is loaded on first use. */
export async function verified(bytes: Uint8Array, source: Source, { recipient, registries = [], resolve, read = [], way, proof }: Wanted = {}): Promise<Verification> {
  const [{ readInput }, { unreadable, verifyBadge }, { once }] = await Promise.all([import('../../cli/core/badge/input.ts'), import('../../cli/core/badge/verify.ts'), import('../../cli/core/badge/lookup.ts')]);
  const input = await readInput(bytes);
  if (!input.ok) return unreadable(input.reason);
  const network = resolve ?? once(source.resolve);
  const chosen = registries.length === 0 ? read : await (await import('./registries.ts')).readChosen(registries, network);
  const verification = await verifyBadge(input.badge, { now: new Date(), resolve: network, way, token: input.token, recipient, registries: chosen, atHand: source.atHand, exact: { sha256: input.sha256, ...(proof === undefined ? {} : { proof }) } });
  return { ...verification, results: [...verification.results, ...(source.archives ?? [])] };
}

/** The sentence for a page on which nothing can be verified. */
export const notLoaded = (): HTMLElement => element('p', 'fault', isSecureContext ? 'The verifier did not load. Load the page again, or run: laurel verify <file>' : 'Browsers verify signatures only on pages that come over https. Open this page with https, or run: laurel verify <file>');

/** Verifies the bytes of a badge in this page and shows what was found. */
export async function verifyBytes(bytes: Uint8Array, source: Source, output: HTMLElement, wanted: Wanted = {}): Promise<void> {
  const current = takeTurn(output);
  const say = (sentence: HTMLElement): void => void (current() && put(output, sentence));
  say(element('p', 'soft', 'Verifying…'));
  try {
    const verification = await verified(bytes, source, wanted);
    const unread = verification.results.every(({ name, outcome }) => (name === 'structure' ? outcome === 'fail' : outcome === 'skipped'));
    if (unread) return say(element('p', 'fault', verification.results[0]!.detail));
    if (current()) show(output, findings(verification, source));
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
export async function verifyPath(path: string, site: Site, source: Source, output: HTMLElement, wanted: Wanted = {}): Promise<void> {
  const current = takeTurn(output);
  put(output, element('p', 'soft', 'Fetching the badge…'));
  const found = await fetchBytes(site.root + path, longestFile);
  if (!current()) return;
  if (found.ok) return verifyBytes(found.bytes, source, output, wanted);
  tell(output, element('p', 'fault', `The badge could not be read from this site, because ${found.reason}.`));
}

/** What to do about a badge that a page cannot fetch. */
export const byHand = 'Open that address yourself, download the badge’s file, and drop it here.';

/** Fetches the badge at an address that a person chose, wherever it is, and verifies it. */
export async function verifyAddress(address: string, source: Source, output: HTMLElement, wanted: Wanted = {}): Promise<void> {
  const current = takeTurn(output);
  put(output, element('p', 'soft', 'Fetching the badge…'));
  const found = await badgeAt(address, source.resolve, byHand);
  if (!current()) return;
  if (typeof found !== 'string') return verifyBytes(found, source, output, wanted);
  tell(output, element('p', 'fault', found));
}
