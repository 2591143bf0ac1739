import { lookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

// One list each: a list of both takes an IPv4 address for its mapped form, too.
const INSIDE = { 4: new BlockList(), 6: new BlockList() } as const;
for (const [network, bits] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['224.0.0.0', 3]] as const) INSIDE[4].addSubnet(network, bits, 'ipv4');
// Of IPv6 only what is given out to the world (2000::/3) is public: without the tunnels and translations in it (2001::/23 with Teredo, 2002::/16), whose other end nobody sees here.
for (const [network, bits] of [['::', 3], ['4000::', 2], ['8000::', 1], ['2001::', 23], ['2002::', 16]] as const) INSIDE[6].addSubnet(network, bits, 'ipv6');

/** The IPv4 address that an IPv6 address stands for: mapped (::ffff:0:0/96), or as a network without IPv4 reaches it (64:ff9b::/96); null in any other. */
function within(address: string): string | null {
  const url = `http://[${address}]/`;
  const [, high, low] = /^\[(?:64:ff9b::|::ffff:)([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(URL.canParse(url) ? new URL(url).hostname : '') ?? [];
  return low === undefined ? null : [high!, low].flatMap((half) => [parseInt(half, 16) >> 8, parseInt(half, 16) & 255]).join('.');
}

/** Whether an IP address is one of the public internet, and of no private network, this machine, or a tunnel that may end there. */
export function isPublicIp(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !INSIDE[4].check(address, 'ipv4');
  const inner = within(address);
  return inner !== null ? isPublicIp(inner) : family === 6 && !address.includes('%') && !INSIDE[6].check(address, 'ipv6');
}

/** The code of the error where a name leads into a private network. */
export const PRIVATE = 'LAUREL_PRIVATE';

/** Finds all addresses of a name, as `dns.lookup` does. */
export type FindAddresses = (hostname: string, options: LookupAllOptions, found: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void) => void;

/**
 * Looks a name up for a connection that is about to be made, and hands on the addresses that were judged and no others: a name that is
 * asked twice may lead to another place the second time. One address inside a private network is enough to refuse the name.
 */
export const publicLookup = (find: FindAddresses = lookup, isPublic: (address: string) => boolean = isPublicIp): LookupFunction => (hostname, options, done) => {
  find(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return done(error, []);
    const [first] = addresses;
    if (first === undefined) return done(Object.assign(new Error(`Unexpected no address of ${hostname}`), { code: 'ENOTFOUND' }), []);
    if (!addresses.every(({ address }) => isPublic(address))) return done(Object.assign(new Error(`${hostname} leads into a private network`), { code: PRIVATE }), []);
    return options.all === true ? done(null, addresses) : done(null, first.address, first.family);
  });
};
