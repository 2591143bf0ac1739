import { describe, expect, it } from 'vitest';
import type { Naming } from '../badge/edition.ts';
import { consentFor, hashedAddress, isNamedSo, requestIssue, type NamingRequest } from './naming-choice.ts';
import { isRequest, readRequest } from './naming-request.ts';

const serial = 'k3v9q2mx7tda';
const SALT = '00112233445566778899aabbccddeeff';
const did: Naming = { by: 'did', value: 'did:web:maya.example' };
const name: Naming = { by: 'name', value: 'Maya "M." Okafor' };
const withConsent = (naming: Naming): NamingRequest => ({ serial, naming, consent: consentFor(naming)! });
const read = (request: NamingRequest, isPublic: boolean) => readRequest(requestIssue(request).body, { isPublic });

describe('a request to be named otherwise', () => {
  it('comes back as it was made, whatever line ends it came with', async () => {
    for (const request of [{ serial, naming: null }, { serial, naming: did }, withConsent(name), withConsent(await hashedAddress('maya@example.org', SALT))]) {
      const { body } = requestIssue(request);
      expect(isRequest(body)).toBe(true);
      expect(readRequest(body.replaceAll('\n', '\r\n'), { isPublic: true })).toEqual({ ok: true, request });
    }
  });
  it('holds no address in clear', async () => {
    const { title, body } = requestIssue(withConsent(await hashedAddress(' Maya@Example.org ', SALT)));
    expect(title + body).not.toMatch(/maya|example\.org/i);
    expect(await hashedAddress(' Maya@Example.org ', SALT)).toEqual(await hashedAddress('maya@example.org', SALT));
  });
  it('needs consent word for word where the register is public, for a name and for a hashed address', async () => {
    for (const naming of [name, await hashedAddress('maya@example.org', SALT)]) {
      expect(read({ serial, naming }, true)).toMatchObject({ ok: false, fault: expect.stringContaining(consentFor(naming)!) });
      expect(read({ serial, naming, consent: 'Yes.' }, true).ok).toBe(false);
      expect(read({ serial, naming }, false)).toEqual({ ok: true, request: { serial, naming } });
    }
    expect(read({ serial, naming: did }, true).ok).toBe(true);
  });
  it.each<readonly [string, (body: string) => string]>([
    ['two lines', (body) => `${body}\n${body}`], ['a line that is no JSON', (body) => body.replace('"naming":', '"naming":,')], ['a field more', (body) => body.replace('"serial"', '"more":1,"serial"')], ['an address in clear', (body) => body.replace('"by":"did","value":"did:web:maya.example"', '"by":"name","value":"maya@example.org"')],
    ['a text of any length', (body) => body + 'x'.repeat(20_000)], ['another serial', (body) => body.replace(`"serial":"${serial}"`, '"serial":"../../etc"')], ['no naming', (body) => body.replace('"naming":', '"nameing":')],
  ])('is refused with %s', (_, change) => expect(readRequest(change(requestIssue({ serial, naming: did }).body), { isPublic: false }).ok).toBe(false));
  it('is done when the badge says so already, an address under its own salt', async () => {
    const hashed = await hashedAddress('maya@example.org', SALT);
    expect(await isNamedSo(hashed, await hashedAddress('maya@example.org', 'ff'.repeat(16)), 'Maya@example.org')).toBe(true);
    expect(await isNamedSo(hashed, await hashedAddress('m@example.org', 'ff'.repeat(16)), 'm@example.org')).toBe(false);
    expect([await isNamedSo(undefined, null), await isNamedSo(undefined, did), await isNamedSo(did, null), await isNamedSo(did, did), await isNamedSo(name, did)]).toEqual([true, false, false, true, false]);
  });
});
