import { describe, expect, it } from 'vitest';
import { isPublicIp, PRIVATE, publicLookup, type FindAddresses } from './public-host.ts';

describe('an IP address', () => {
  it.each(['1.1.1.1', '93.184.215.14', '172.32.0.1', '100.128.0.1', '192.0.1.1', '2606:4700:4700::1111', '2001:4860:4860::8888', '::ffff:1.1.1.1', '64:ff9b::101:101', '64:ff9b::1.1.1.1'])('%s is public', (address) => {
    expect(isPublicIp(address)).toBe(true);
  });

  it.each([
    '0.0.0.0', '10.0.0.1', '100.64.0.1', '100.127.255.255', '127.0.0.1', '169.254.169.254', '172.16.0.1', '172.31.255.255', '192.0.0.8', '192.168.1.1', '198.18.0.1', '198.19.255.255', '224.0.0.1', '240.0.0.1', '255.255.255.255',
    '::', '::1', '::10.0.0.1', '::1.1.1.1', '::ffff:127.0.0.1', '::ffff:a00:1', '::ffff:0.0.0.5', '::ffff:0:1.1.1.1', '64:ff9b::10.0.0.1', '64:ff9b::7f00:1', '64:ff9b::5', '64:ff9b:1::1.1.1.1', '64:ff9b:1::a00:1',
    '100::1', '2001::1', '2001:0:4136:e378:8000:63bf:3fff:fdd2', '2001:10::1', '2002:a00:1::1', '2002:101:101::1', 'fc00::1', 'fd12::1', 'fe80::1', 'fe80::1%eth0', '2606:4700::1%eth0', 'fec0::1', 'feff::1', 'ff02::1', 'localhost', '', '1.1.1',
  ])('%s is not', (address) => {
    expect(isPublicIp(address)).toBe(false);
  });
});

describe('looking a name up for a connection', () => {
  const ask = (addresses: readonly string[] | NodeJS.ErrnoException, all = true): Promise<unknown> => new Promise((done) => {
    const find: FindAddresses = (_, __, found) => (addresses instanceof Error ? found(addresses, []) : found(null, addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))));
    publicLookup(find)('a.example', { all }, (error, found, family) => done(error === null ? [found, family] : error.code));
  });

  it('hands on what it judged, in either form that a connection asks for', async () => {
    expect(await ask(['1.1.1.1', '2606:4700::1'])).toEqual([[{ address: '1.1.1.1', family: 4 }, { address: '2606:4700::1', family: 6 }], undefined]);
    expect(await ask(['1.1.1.1', '2606:4700::1'], false)).toEqual(['1.1.1.1', 4]);
  });

  it('hands on nothing of a name that leads into a private network, in one of many addresses too', async () => {
    for (const found of [['10.0.0.1'], ['1.1.1.1', '::1'], ['64:ff9b::a00:1']]) expect(await ask(found)).toBe(PRIVATE);
    expect(await ask([])).toBe('ENOTFOUND');
    expect(await ask(Object.assign(new Error('x'), { code: 'EAI_AGAIN' }))).toBe('EAI_AGAIN');
  });
});
