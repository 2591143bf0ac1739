import { expect, it } from 'vitest';
import { hasOwnAddress, ownAddressWords } from './commit-addresses.ts';

it.each([
  [['1201+maya-okafor@users.noreply.github.com', 'noreply@github.com'], false],
  [['maya-okafor@users.noreply.github.com'], false],
  [['maya@users.noreply.git.school.example'], false],
  [['noreply@github.com', 'maya@school.example'], true],
  [['maya.noreply@gmail.example'], true],
  [['maya@noreply-school.example'], true],
  [['noreplyish@school.example'], true],
  [['', 'no address'], false],
])('of the addresses %j one is somebody\'s own: %j', (addresses, own) => expect(hasOwnAddress(addresses)).toBe(own));

it('the warning says who can read it, and repeats no address', () => {
  expect(ownAddressWords({ isPrivate: false })).toContain('public, for good');
  expect(ownAddressWords({ isPrivate: true })).toContain('everyone who reads this repository');
  expect(ownAddressWords({ isPrivate: true })).not.toContain('@');
});
