import { beforeAll, describe, expect, it } from 'vitest';
import { sealRelease } from '../release.ts';
import { badgeText } from './credential.ts';
import { didDocument } from './did.ts';
import { at, award, duringValidity as now, issuer, release, signed, signedBadge, statusList } from './fixture.ts';
import { givenResolver, roleOf, type Documents, type GivenFile } from './given.ts';
import type { Resolve } from './lookup.ts';
import { verifyBadge, type Verification } from './verify.ts';

const nothing: Resolve = async () => ({ ok: false, reason: 'this page asks no network', remedy: 'drop it here too' });
const file = (name: string, value: object | string): GivenFile => ({ name, bytes: new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)) });
const documents = (...files: readonly GivenFile[]): Documents => Map.groupBy(files, ({ bytes }) => (roleOf(bytes) as { readonly address: string }).address);

let badge: object;
let list: GivenFile;
beforeAll(async () => {
  badge = await signedBadge();
  list = file('1.json', await signed(statusList([5])));
});
const did = file('did.json', didDocument(issuer));
const verify = (...files: readonly GivenFile[]): Promise<Verification> => verifyBadge(badge, { now, resolve: givenResolver(documents(...files), nothing) });
const answer = ({ results }: Verification, name: string): object => results.find((result) => result.name === name)!;

describe('files given beside a badge', () => {
  it('are known by what they say of themselves and not by their names', () => {
    expect(roleOf(did.bytes)).toEqual({ kind: 'document', address: at.didDocument });
    expect(roleOf(list.bytes)).toEqual({ kind: 'document', address: at.statusList(1) });
    expect(roleOf(file('x', sealRelease(release)).bytes)).toEqual({ kind: 'document', address: at.release(release.id, '1.0.0') });
    expect(roleOf(file('x', { id: 'https://a.example/issuer.json', assertionMethod: [] }).bytes)).toEqual({ kind: 'document', address: 'https://a.example/issuer.json' });
    for (const other of [badgeText(badge), 'a shopping list', '', '{', '{"id":"did:web:localhost","verificationMethod":[]}', '{"release":{"format":"laurel-release-1","issuer":{"url":"x"},"credential":{}}}', '\u0089PNG']) expect(roleOf(file('x', other).bytes), other.slice(0, 40)).toBeNull();
  });

  it('answer for the issuer and the status, each with the name of the file', async () => {
    const verification = await verify(did, list);
    expect(answer(verification, 'issuer')).toMatchObject({ outcome: 'pass', detail: expect.stringContaining('(from the file "did.json" that you gave)') });
    expect(answer(verification, 'status')).toMatchObject({ outcome: 'pass', detail: expect.stringContaining('by its list of 2026-11-22 (from the file "1.json" that you gave)') });
  });

  it('leave unknown what they do not hold, with what to do about it', async () => {
    expect(answer(await verify(did), 'status')).toMatchObject({ outcome: 'unknown', detail: `The status list could not be read from ${at.statusList(1)}, because this page asks no network; drop it here too.` });
    expect(answer(await verify(list), 'issuer')).toMatchObject({ outcome: 'unknown', detail: expect.stringContaining('drop it here too') });
  });

  it('count for nothing where two of them say different things of one address', async () => {
    const other = file('2.json', await signed(statusList([award.status.index])));
    expect(answer(await verify(did, list, other), 'status')).toMatchObject({ outcome: 'unknown', detail: expect.stringContaining('"1.json" and "2.json", differ') });
    expect(answer(await verify(did, list, { ...list, name: 'copy.json' }), 'status')).toMatchObject({ outcome: 'pass' });
  });
});
