import { expect, it } from 'vitest';
import { unknownCredential } from './unknown-credential.ts';

const said = (id: string, credentials: readonly string[]): string => unknownCredential(id, { names: { credentials: new Set(credentials) } } as unknown as Parameters<typeof unknownCredential>[1]);

it('an unknown credential is answered with the one that may be meant, and those that there are', () => {
  expect(said('wait-tim', ['wait-time', 'exit-tickets'])).toBe('There is no credential "wait-tim". Did you mean "wait-time"? There are: exit-tickets, wait-time.');
  expect(said('nope', ['wait-time'])).toBe('There is no credential "nope". There is: wait-time.');
  expect(said('nope', [])).toBe('There is no credential "nope". The catalog has none yet: `laurel new credential <id>` writes one.');
  expect(said('nope', Array.from({ length: 22 }, (_, at) => `credential-${at}`))).toMatch(/credential-\d+, and 2 more in credentials\/\.$/);
});
