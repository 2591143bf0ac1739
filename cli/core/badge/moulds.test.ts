import * as vc from '@digitalbazaar/vc';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import canonizer from 'rdf-canonize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contexts, credentialsContext, openBadgesContext } from './contexts.ts';
import { secureBadge, unsignedBadge } from './credential.ts';
import { didDocument } from './did.ts';
import { award, issuer, publicKey, release, sign, statusList } from './fixture.ts';
import { escaped } from './mould.ts';
import { withMoulds } from './moulds.ts';
import { outlineOf, valuesAlong } from './outline.ts';
import { canonicalize, checkProof, createProof, hashData, type Canonicalize } from './proof.ts';

type Json = Record<string, any>;

const words = ['', ' ', '"', '\\', '\\"', '\\n', 'a\nb', '\r\n', '\t', '\u0000', '\u001f', '\u007f', '\u0085', '\u2028', 'é', 'e\u0301', 'ﬁ', '🌿', '👩‍🏫', '\u{1F600}\uFF01', 'يتحقق من الفهم', '\u202Eabc', '“curly” ‘quotes’', ']]>', '{', '}', '<b>', '.', ' .\n<a> <b> <c> .\n', '^^<x>', '@en', 'true', 'false', '0', '5', '5.0E0', 'null', '_:b0', '_:c14n0', '@id', '@type', '@none', 'https://a.example/x', 'urn:uuid:1', 'did:web:a.example', 'xsd:string', 'laurel-slot-0.', '\uD800', 'x\uDC00'];
const text = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...words) }, fc.string({ unit: 'binary', maxLength: 8 }), fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constantFrom('same', 'same', 'other'));
// A few come again and again, so that nodes fall together.
const address = fc.oneof(fc.nat().map((at) => `https://a.example/${at}`), fc.constantFrom('https://a.example/1', 'https://a.example/2', 'https://a.example/3', 'https://a.example/1#x', 'https://A.example/%20?q=(1)&r=[2]', 'http://a.example/', 'urn:uuid:6b1f7c5e-3c1e-8a54-9d9c-0d5f3a2b1c00', 'urn:x:1', 'did:web:a.example', 'did:key:z6Mk', 'https://schema.org/name', 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'));
const strange = fc.constantFrom('_:b0', '_:x', '', 'relative', '/1', 'https://a.example/ü', 'https://a.example/ 1', 'https://a.example/<x>', 'https://a.example/{x}', 'HTTPS://a.example/1', 'xsd:x', 'sec:x', 'urn:', 'did:', 'urn://x', 'mailto:a@a.example', '@id', '#x', 'laurel-slot-1.', 'https://laurel-slot-1.');
const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });
const some = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<readonly T[] | undefined> => optional(fc.array(arbitrary, { minLength: 1, maxLength: 3 }));

const profile = fc.record({ id: address, type: fc.constant(['Profile']), name: optional(text), url: optional(text), email: optional(text) });
const alignment = fc.record({ id: optional(address), type: fc.constant(['Alignment']), targetName: fc.oneof(text, fc.array(text, { minLength: 2, maxLength: 3 })), targetUrl: optional(fc.oneof(text, address)), targetType: optional(fc.constantFrom('CFItem', 'CTDL')) });
const level = fc.record({ id: address, type: fc.constant(['RubricCriterionLevel']), name: text, points: optional(text) });
const description = fc.record({ id: address, type: fc.constant(['ResultDescription']), name: text, resultType: fc.constantFrom('RubricCriterionLevel', 'Status'), requiredLevel: optional(address), allowedValue: some(text), rubricCriterionLevel: some(level) });
const image = fc.record({ id: address, type: fc.constant('Image'), caption: optional(text) });
const related = fc.record({ id: address, type: fc.constant(['Related']), inLanguage: optional(text), version: optional(text) });
const achievement = fc.record({
  id: address, type: fc.constant(['Achievement']), name: text, description: optional(text), criteria: fc.record({ id: optional(address), narrative: optional(text) }), creator: optional(profile), tag: some(text), version: optional(text),
  creditsAvailable: optional(fc.constantFrom(5, 5.5, 0, '5', '5.0E0')), alignment: some(alignment), resultDescription: some(description), inLanguage: optional(fc.constantFrom('en', 'mi')),
  image: optional(image), related: some(related),
});
const subject = fc.record({
  id: optional(address), type: fc.constant(['AchievementSubject']), achievement, result: some(fc.record({ id: optional(address), type: fc.constant(['Result']), resultDescription: optional(address), achievedLevel: optional(address), value: optional(text) })),
  identifier: some(fc.record({ type: fc.constant('IdentityObject'), hashed: fc.constantFrom(true, false, 'true'), identityHash: text, identityType: fc.constant('emailAddress') })), narrative: optional(text),
  creditsEarned: optional(fc.constantFrom(0.5, 3)), source: optional(profile),
});
const evidence = fc.record({ id: optional(address), type: fc.constant(['Evidence']), name: optional(text), genre: optional(fc.constantFrom('document', 'video')), narrative: optional(text) });
const resource = fc.record({ id: address, digestSRI: fc.constantFrom('sha384-a', 'sha384-b'), mediaType: fc.constant('application/json') });
const badge = fc.record({
  '@context': fc.constant([credentialsContext, openBadgesContext]), id: address, type: fc.constantFrom(['VerifiableCredential', 'OpenBadgeCredential'], ['VerifiableCredential', 'AchievementCredential']), name: optional(text), issuer: fc.oneof(profile, address), validFrom: text, awardedDate: optional(text),
  credentialSubject: subject, credentialStatus: optional(fc.record({ id: optional(address), type: fc.constant('BitstringStatusListEntry'), statusPurpose: fc.constant('revocation'), statusListIndex: fc.oneof(text, fc.constant(7)), statusListCredential: address })),
  evidence: some(evidence), relatedResource: some(resource),
});

const keep = (value: unknown): unknown => (Array.isArray(value) ? value.map(keep) : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).flatMap(([term, inner]) => (inner === undefined ? [] : [[term, keep(inner)]]))) : value);

const fixed = new Set(['@context', 'type', 'resultType', 'targetType', 'statusPurpose', 'identityType', 'creditsAvailable', 'creditsEarned', 'mediaType', 'hashed']);
/** The same shape with other values, drawn one by one. */
function refilled(value: unknown, term: string, draw: (value: string, term: string) => string): unknown {
  if (typeof value === 'string') return fixed.has(term) ? value : draw(value, term);
  if (Array.isArray(value)) return value.map((each) => refilled(each, term, draw));
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, fixed.has(name) ? inner : refilled(inner, name, draw)])) : value;
}
const isAddress = (value: string, term: string): boolean => ['id', 'issuer', 'statusListCredential'].includes(term) && /^[a-z]+:./.test(value);
/** A badge and some of its shape. */
const family = fc.tuple(badge.map(keep), fc.infiniteStream(text), fc.infiniteStream(address), fc.infiniteStream(fc.nat({ max: 299 })), fc.infiniteStream(strange)).map(([first, texts, addresses, dice, odd]): readonly object[] => {
  const next = <T>(stream: Iterator<T>): T => stream.next().value as T;
  const draw = (value: string, term: string): string => {
    const rolled = next(dice);
    if (rolled === 0) return next(odd);
    if (rolled < 120) return value;
    return isAddress(value, term) ? next(addresses) : next(texts);
  };
  return [first as object, ...Array.from({ length: 5 }, () => refilled(first, '', draw) as object)];
});

/** Counts how often the general path was asked. */
function counted(): { readonly way: Canonicalize; readonly asked: () => number } {
  let asked = 0;
  const { canonicalize: way } = withMoulds({ general: { canonicalize: (document) => ((asked += 1), canonicalize(document)) } });
  return { way, asked: () => asked };
}

const many = (count: number): readonly object[] => Array.from({ length: count }, (_, at) => unsignedBadge({ ...award, serial: `k${String(at).padStart(11, '0')}`, earner: `urn:uuid:6b1f7c5e-3c1e-8a54-9d9c-${at.toString(16).padStart(12, '0')}`, status: { list: 1, index: at }, results: award.results.map((result, nth) => ((at >> nth) & 1 ? { ...result, level: 'developing' } : result)) }, release));

// The values of a document of another's outline, found along it and found apart.
const along = (first: object, document: object): readonly string[] | null | undefined => {
  const outline = outlineOf(first);
  return outline === null ? undefined : valuesAlong(outline, outline.values, document);
};
const outlined = (first: object, document: object): readonly string[] | null | undefined => {
  const [outline, own] = [outlineOf(first), outlineOf(document)];
  return outline === null ? undefined : own?.key === outline.key ? own.values : null;
};

describe('canonicalising with moulds', () => {
  it('gives for any badge what the general path gives, whatever came before', { timeout: 600_000 }, async () => {
    let [all, general] = [0, 0];
    await fc.assert(
      fc.asyncProperty(family, async (documents) => {
        const { way, asked } = counted();
        for (const document of [...documents, ...documents.slice(1)]) expect(await way(document)).toEqual(await canonicalize(document));
        for (const document of documents) expect(along(documents[0]!, document)).toEqual(outlined(documents[0]!, document));
        all += documents.length * 2 - 1;
        general += asked();
      }),
      { numRuns: 30 },
    );
    // The comparison is of two ways only while the moulds are used.
    expect(general / all).toBeLessThan(0.75);
  });

  it('writes every letter of a literal as the canonicaliser does', () => {
    const serialize = (value: string): string => (canonizer as unknown as { readonly NQuads: { readonly serializeQuad: (quad: object) => string } }).NQuads.serializeQuad({ subject: { termType: 'NamedNode', value: 'a:a' }, predicate: { termType: 'NamedNode', value: 'a:b' }, object: { termType: 'Literal', value, datatype: { value: 'http://www.w3.org/2001/XMLSchema#string' } }, graph: { termType: 'DefaultGraph', value: '' } });
    for (let code = 0; code < 0x1_0000; code += 1) {
      const letter = String.fromCharCode(code);
      if (`<a:a> <a:b> "${escaped(letter)}" .\n` !== serialize(letter)) expect.fail(`${code.toString(16)} is written as ${escaped(letter)}`);
    }
  });

  it('expands one shape of badge once, and then again only when equal values first make statements one', async () => {
    const { way, asked } = counted();
    for (const each of many(40)) expect(await way(each)).toEqual(await canonicalize(each));
    expect(asked()).toBe(1);
    const [twin] = many(1) as [Json];
    const same = { ...twin, credentialSubject: { ...twin['credentialSubject'], achievement: { ...twin['credentialSubject'].achievement, tag: ['same', 'same'] } } };
    for (let count = 0; count < 3; count += 1) expect(await way(same)).toEqual(await canonicalize(same));
    expect(asked()).toBe(2);
  });

  it('takes badges of several releases for one shape: their digests are values like others', async () => {
    const { way, asked } = counted();
    for (let count = 0; count < 8; count += 1) {
      const other = { ...release, credential: { ...release.credential, summary: `Summary ${count}` } };
      const badge = unsignedBadge({ ...award, evidence: [{ requirement: 'plan', form: count % 2 === 0 ? 'document' : 'video', link: `https://files.example.org/${count}` }] }, other);
      expect(await way(badge)).toEqual(await canonicalize(badge));
    }
    expect(asked()).toBe(1);
  });

  it('leaves nameless nodes that look alike to the general path', async () => {
    const { way, asked } = counted();
    const [first] = many(1) as [Json];
    const [result] = first['credentialSubject'].result as [object];
    const twins = { ...first, credentialSubject: { ...first['credentialSubject'], result: [result, result, { ...result, value: 'x' }] } };
    for (let count = 0; count < 3; count += 1) expect(await way(twins)).toEqual(await canonicalize(twins));
    expect(asked()).toBe(3);
  });

  it('takes what a nameless node says twice for one statement', async () => {
    const { way, asked } = counted();
    const [first] = many(1) as [Json];
    const named = (names: readonly string[]): object => ({ ...first, credentialSubject: { ...first['credentialSubject'], achievement: { ...first['credentialSubject'].achievement, alignment: names.map((name) => ({ type: ['Alignment'], targetName: [name, name, 'x'], targetUrl: 'https://a.example/' })) } } });
    for (let count = 0; count < 12; count += 1) {
      const document = named([`a${count}`, `b${count}`, `c${count}`, `d${count}`]);
      expect(await way(document)).toEqual(await canonicalize(document));
    }
    expect(asked()).toBe(1);
  });

  it.each<readonly [string, object, object]>([
    ['a number for a list', { tag: [] }, { tag: 0 }],
    ['a number for a list of one', { a: ['x'], b: 'x' }, { a: 1, b: 'x' }],
    ['a list for what stands alone', { tag: 'x' }, { tag: ['x'] }],
    ['a hole in a list', { type: ['A', 'A'], a: 'A' }, { type: [, 'A'], a: 'A' }],
    ['another order of terms', { a: 1, b: 1 }, { b: 1, a: 1 }],
    ['one term more', { a: 1 }, { a: 1, b: 1 }],
    ['one term less', { a: {}, b: 1 }, { a: {} }],
    ['terms at another depth', { a: { b: 1 }, c: 1 }, { a: { b: 1, c: 1 } }],
    ['an address that begins in another way', { id: 'urn:x:1' }, { id: 'did:x:1' }],
    ['an address that is none', { id: 'urn:x:1' }, { id: 'urn:x 1' }],
    ['another type', { type: ['A'] }, { type: ['B'] }],
    ['a text for a number', { a: 1 }, { a: '1' }],
    ['nothing for a list', { a: [] }, { a: null }],
    ['an object of a class', { a: {} }, { a: new Date(0) }],
  ])('tells documents apart by %s', (_, first, second) => {
    expect(along(first, first)).toEqual(outlined(first, first));
    expect(along(first, first)).not.toBeNull();
    expect(along(first, second)).toBeNull();
    expect(outlined(first, second)).toBeNull();
  });

  it.each<readonly [string, object]>([
    ['a keyword inside', { credentialSubject: { '@id': 'https://a.example/1' } }],
    ['endorsements that it carries', { endorsement: [{ '@context': [credentialsContext, openBadgesContext], id: 'urn:x:1', type: ['VerifiableCredential', 'EndorsementCredential'], name: 'Endorsement', issuer: 'did:web:a.example', validFrom: '2026-02-01T00:00:00Z', credentialSubject: { id: 'urn:x:2', type: ['EndorsementSubject'] } }] }],
    ['a context inside', { endorsement: [{ '@context': [credentialsContext], id: 'https://a.example/1' }] }],
    ['a context written out', { '@context': [credentialsContext, { name: 'https://a.example/name' }] }],
    ['a whole address as a term', { 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type': 'x' }],
    ['a relative id', { id: 'badge' }],
    ['a nameless id', { id: '_:b0' }],
    ['nothing for a value', { name: null }],
    ['a value that is no JSON', { name: new Date(0) }],
    ['a text that looks like a mark', { achievementType: 'laurel-slot-1.' }],
    ['a negative nothing', { creditsEarned: -0 }],
  ])('does not cover a badge with %s', (_, change) => {
    expect(outlineOf(many(1)[0]!)).not.toBeNull();
    expect(outlineOf({ ...many(1)[0]!, ...change })).toBeNull();
  });

  it('says why a badge has no canonical form in the general path\'s words', async () => {
    const { way } = counted();
    for (const each of many(2)) await way(each);
    const unknown = { ...many(1)[0]!, salaryStep: 'x' };
    expect(await way(unknown)).toEqual(await canonicalize(unknown));
    expect(await way(unknown)).toMatchObject({ ok: false });
  });

  it('remembers no more than it may', async () => {
    const { way, asked } = counted();
    const shapes = Array.from({ length: 80 }, (_, at) => ({ ...(statusList([]) as Json), type: ['VerifiableCredential', 'BitstringStatusListCredential', ...Array<string>(at).fill('VerifiableCredential')] }));
    for (const each of [...shapes, ...shapes]) expect(await way(each)).toMatchObject({ ok: true });
    expect(asked()).toBe(80 + 16);
  });

  it('signs what @digitalbazaar/vc accepts, and the bytes that the general path signs', async () => {
    const way = withMoulds();
    const did = didDocument(issuer) as { readonly id: string; readonly verificationMethod: readonly object[] };
    const documentLoader = async (url: string): Promise<object> => {
      const document = url === did.id ? did : url === award.key ? { '@context': 'https://w3id.org/security/multikey/v1', ...did.verificationMethod[0] } : contexts.get(url);
      if (document === undefined) throw new Error(`not found: ${url}`);
      return { contextUrl: null, documentUrl: url, document };
    };
    for (const [at, unsigned] of (many(12) as unknown as ReturnType<typeof unsignedBadge>[]).entries()) {
      const named = { ...unsigned, name: words[at * 3 + 1]! };
      const proof = await createProof(named, { verificationMethod: award.key, created: award.signed, sign, way });
      expect(await hashData(named, proof, { way })).toEqual(await hashData(named, proof));
      const secured = secureBadge(named, proof);
      expect(await checkProof(secured, publicKey, { way })).toEqual({ ok: true });
      const { verified, error } = await vc.verifyCredential({ credential: structuredClone(secured), suite: new DataIntegrityProof({ cryptosuite }), documentLoader, now: new Date(award.signed), checkStatus: async () => ({ verified: true }) });
      expect(verified, String(error)).toBe(true);
      expect(await checkProof({ ...secured, description: `${String(secured['description'])}.` }, publicKey, { way })).toMatchObject({ ok: false });
    }
  });
});
