import { lookup } from 'node:dns/promises';
import { BlockList } from 'node:net';

const INSIDE = new BlockList();
for (const [network, bits] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['224.0.0.0', 3]] as const) INSIDE.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [['::', 96], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8]] as const) INSIDE.addSubnet(network, bits, 'ipv6');

/**
 * Whether a host name leads nowhere inside a private network: a name that looks public may still do so.
 * @throws where the name leads nowhere at all.
 */
export async function isPublicHost(hostname: string): Promise<boolean> {
  const found = await lookup(hostname, { all: true, verbatim: true });
  return found.every(({ address, family }) => !INSIDE.check(address, family === 6 ? 'ipv6' : 'ipv4'));
}
