import { describe, expect, it } from 'vitest';
import { addresses, didFromUrl, pathBelow, siteRoot } from './addresses.ts';

describe('addresses', () => {
  it('lays down what badges sign, and these lines never change', () => {
    const at = addresses('https://credentials.marlow-valley.example/');
    expect([
      at.did, at.didDocument, at.achievement('c', '1.0.0'), at.release('c', '1.0.0'), at.artSvg('c', '1.0.0'), at.artPng('c', '1.0.0'), at.criteria('c', '1.0.0'),
      at.competency('teaching', 'asks'), at.badge('k3v9q2mx7tda'), at.badgePage('k3v9q2mx7tda'), at.bakedBadge('k3v9q2mx7tda'), at.bakedSvg('k3v9q2mx7tda'), at.statusList(1), at.log,
    ]).toEqual([
      'did:web:credentials.marlow-valley.example',
      'https://credentials.marlow-valley.example/.well-known/did.json',
      'https://credentials.marlow-valley.example/releases/c/1.0.0/achievement.json',
      'https://credentials.marlow-valley.example/releases/c/1.0.0/release.json',
      'https://credentials.marlow-valley.example/releases/c/1.0.0/badge.svg',
      'https://credentials.marlow-valley.example/releases/c/1.0.0/badge.png',
      'https://credentials.marlow-valley.example/credentials/c/1.0.0/',
      'https://credentials.marlow-valley.example/frameworks/teaching/#asks',
      'https://credentials.marlow-valley.example/badges/k3v9q2mx7tda/badge.json',
      'https://credentials.marlow-valley.example/badges/k3v9q2mx7tda/',
      'https://credentials.marlow-valley.example/badges/k3v9q2mx7tda/badge.png',
      'https://credentials.marlow-valley.example/badges/k3v9q2mx7tda/badge.svg',
      'https://credentials.marlow-valley.example/status/1.json',
      'https://credentials.marlow-valley.example/log/',
    ]);
  });

  it('puts the DID document beside the pages of a site on a path', () => {
    const at = addresses('https://org.github.io/repo/');
    expect([at.did, at.didDocument, at.badgePage('x')]).toEqual(['did:web:org.github.io:repo', 'https://org.github.io/repo/did.json', 'https://org.github.io/repo/badges/x/']);
  });

  it('spells a port as %3A in the DID', () => {
    expect(didFromUrl('https://host.example:8443/a/b/')).toBe('did:web:host.example%3A8443:a:b');
  });

  it('gives one spelling to one site', () => {
    expect(siteRoot('https://HOST.example:443//')).toBe('https://host.example');
  });

  it.each(['http://host.example', 'https://u@host.example', 'https://host.example/?q', 'nonsense', 'javascript:alert(1)'])('refuses %s as a site', (url) => {
    expect(() => siteRoot(url)).toThrow(TypeError);
  });
});

describe('pathBelow', () => {
  it('gives the path of an address of the site, without its fragment', () => {
    expect(pathBelow('https://h.example/repo', 'https://h.example/repo/status/1.json#7')).toBe('status/1.json');
    expect(pathBelow('https://h.example', 'https://h.example/.well-known/did.json')).toBe('.well-known/did.json');
  });

  it.each(['https://h.example.evil.example/a', 'https://h.example/../a', 'https://h.example/a/../../b', 'https://h.example/%2e%2e/a', 'https://h.example//etc', 'https://h.example/a?b', 'https://h.example/a\\b'])('gives nothing for %s', (address) => {
    expect(pathBelow('https://h.example', address)).toBeNull();
  });
});
