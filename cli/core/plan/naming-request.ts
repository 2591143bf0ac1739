import { isValid } from '../schema.ts';
import { consentFor, MARK, type NamingRequest } from './naming-choice.ts';

/** How often an earner may have a badge named otherwise: each time takes a place of the status list for ever. */
export const MOST_NAMINGS = 10;

const LINE = /^\{"laurel":"laurel-naming-1",.*\}$/gm;

/** Whether an issue's text is such a request; other issues are left alone. */
export const isRequest = (body: string): boolean => body.includes(`{"laurel":"${MARK}",`);

/**
 * Reads a request from an issue's text. Never throws; a text that can be read in two ways is refused, not guessed at.
 * @param isPublic whether the register is.
 */
export function readRequest(body: string, { isPublic }: { readonly isPublic: boolean }): { readonly ok: true; readonly request: NamingRequest } | { readonly ok: false; readonly fault: string } {
  const lines = body.length > 10_000 ? [] : (body.replaceAll('\r\n', '\n').match(LINE) ?? []);
  const refuse = (fault: string) => ({ ok: false, fault }) as const;
  if (lines.length !== 1) return refuse('the text does not hold exactly one line that says how you want to be named');
  try {
    const { laurel: _, ...request } = JSON.parse(lines[0]!) as NamingRequest & { readonly laurel: string };
    const { serial, naming, consent, ...more } = request;
    if (typeof serial !== 'string' || !/^[0-9a-z]{12}$/.test(serial) || Object.keys(more).length > 0 || (consent !== undefined && typeof consent !== 'string')) return refuse('its line was changed by hand and cannot be read');
    if (naming !== null && !isValid('naming', naming)) return refuse('what it says is no DID, no name, and no hashed address as `laurel collect` or the site\'s page makes them');
    const needed = isPublic ? consentFor(naming) : null;
    if (needed !== null && consent !== needed) return refuse(`in this repository everything is public, and the request does not hold your consent to it: "${needed}"`);
    return { ok: true, request: needed === null ? { serial, naming } : { serial, naming, consent: needed } };
  } catch {
    return refuse('its line was changed by hand and cannot be read');
  }
}
