/** Why a link is not one that any assessor can open safely, or null where it is. */
export interface LinkFault {
  /** Completes "Unexpected ..., expected ...". */
  readonly message: string;
  readonly remedy: string;
  readonly confidence: 'high' | 'low';
}

const PRIVATE_NAME = /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|home\.arpa|test|invalid|onion)$/;
const SIGNED = /[?&](?:x-amz-signature|x-goog-signature|x-amz-security-token|sig|sas_token|access_token|token|auth|key|password|pwd)=[^&#]{8,}/i;
const PUBLISH = 'Put the file where assessors can open it with the link alone, and link to it there.';

/**
 * Judges a link to evidence by its address alone; nothing is fetched. Names that lead into a private network, addresses
 * of machines inside one, passwords in the address, and anything but https are refused.
 */
export function linkFault(address: string): LinkFault | null {
  const fault = (message: string, remedy: string, confidence: LinkFault['confidence'] = 'high'): LinkFault => ({ message: `Unexpected ${message}`, remedy, confidence });
  if (!URL.canParse(address)) return fault('text that is no address, expected one that begins with https://', 'Copy the whole address from where the file is shared.');
  const { protocol, hostname, username, password, search, href } = new URL(address);
  if (protocol === 'file:') return fault('link to a file on your own machine, expected one on the web', PUBLISH);
  if (protocol !== 'https:') return fault(`link with ${protocol}, expected https:`, 'Use the https address; others can be read and changed on the way.');
  if (username !== '' || password !== '') return fault('name or password in the address, expected none', 'Take out what stands before the @. Share the file so that the link alone is enough.');
  const host = hostname.replace(/\.+$/, '').toLowerCase();
  if (isPrivateAddress(host)) return fault('link into a private network, expected a host that assessors can reach', PUBLISH);
  if (PRIVATE_NAME.test(host)) return fault(`link to a name that is known only inside a network (${host.split('.').at(-1)}), expected a host that assessors can reach`, PUBLISH);
  if (!host.startsWith('[') && !host.includes('.')) return fault('host name without a dot, expected a host that assessors can reach', PUBLISH);
  if (SIGNED.test(search) || SIGNED.test(`?${href.split('#')[1] ?? ''}`)) return fault('key or signature in the address, expected a plain link', 'Such a link opens the file for everyone who reads it, and often only for some days. Share the file in the usual way and link to that.', 'low');
  return null;
}

// URL has turned every way to write an IPv4 address (hexadecimal, one number) into four decimal numbers.
function isPrivateAddress(host: string): boolean {
  if (host.startsWith('[')) return isPrivateSix(host.slice(1, -1));
  const parts = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(host)?.slice(1).map(Number);
  return parts !== undefined && isPrivateFour(parts[0]!, parts[1]!);
}

const isPrivateFour = (a: number, b: number): boolean => a === 0 || a === 10 || a === 127 || a >= 224 || (a === 100 && b >= 64 && b < 128) || (a === 169 && b === 254) || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 198 && (b === 18 || b === 19));

function isPrivateSix(host: string): boolean {
  // ::1, :: and addresses that carry an IPv4 one (mapped, compatible, NAT64) begin so.
  const carried = /^(?:::(?:ffff:)?(?:0:)?|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(host);
  if (carried !== null) {
    const high = Number.parseInt(carried[1]!, 16);
    return isPrivateFour(high >> 8, high & 0xff);
  }
  return /^::[0-9a-f]{0,4}$/.test(host) || /^(?:f[cd]|fe[89a-f]|ff)/.test(host.padStart(4, '0'));
}
