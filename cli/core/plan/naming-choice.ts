import type { Naming } from '../badge/edition.ts';
import { identityHash } from '../badge/recipient.ts';

/** How an earner asks to be named in a badge of theirs. */
export interface NamingRequest {
  readonly serial: string;
  /** Null for the opaque code alone. */
  readonly naming: Naming | null;
  /** What they agree to make public; left out where nothing personal becomes public. */
  readonly consent?: string;
}

/** Marks the issues by which earners ask. */
export const MARK = 'laurel-naming-1';

/** What becomes public, for everybody and for good, where the register is public; null where nothing that leads to a person does. */
export function consentFor(naming: Naming | null): string | null {
  if (naming?.by === 'name') return 'My name becomes public as the earner of this badge: on the badge\'s page, in its file and in this repository, for everybody and for good.';
  if (naming?.by === 'address') return 'A hash of my e-mail address, and its salt, become public with this badge, for everybody and for good. Whoever guesses the address can find out that the badge is mine.';
  return null;
}

/** An address as it is hashed: small letters, so that whoever verifies may type it either way. */
export const addressOf = (typed: string): string => typed.trim().toLowerCase();

/** A hashed address, which never leaves the device in clear. */
export const hashedAddress = async (typed: string, salt: string): Promise<Naming> => ({ by: 'address', value: await identityHash(addressOf(typed), salt), salt });

/** The title and the text of the issue by which an earner asks. */
export function requestIssue(request: NamingRequest): { readonly title: string; readonly body: string } {
  const { serial, naming } = request;
  const how = naming === null ? 'by the code alone' : { did: 'by a DID of mine', name: 'by my name', address: 'by a hash of my e-mail address' }[naming.by];
  return {
    title: `Name me in badge ${serial} otherwise`,
    body: `Please name me in my badge ${serial} ${how}.${request.consent === undefined ? '' : `\n\n${request.consent}`}\n\nThe line below is what counts. Do not change this text afterwards: close it and ask anew instead.\n\n\`\`\`json\n${JSON.stringify({ laurel: MARK, ...request })}\n\`\`\`\n`,
  };
}

/** Whether a badge names its earner as somebody wants it; an address is compared under the badge's own salt. */
export async function isNamedSo(current: Naming | undefined, wanted: Naming | null, address?: string): Promise<boolean> {
  if (current === undefined || wanted === null) return current === undefined && wanted === null;
  if (address !== undefined && current.by === 'address') return current.value === (await hashedAddress(address, current.salt!)).value;
  return current.by === wanted.by && current.value === wanted.value && current.salt === wanted.salt;
}
