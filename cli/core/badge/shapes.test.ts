import { describe, expect, it } from 'vitest';
import { unsignedBadge } from './credential.ts';
import { agencyEndorsement, award, release } from './fixture.ts';
import type { JsonObject } from './json.ts';
import { structure } from './structure.ts';

const plain = JSON.parse(JSON.stringify(unsignedBadge(award, release))) as JsonObject & { readonly issuer: object; readonly credentialSubject: JsonObject & { readonly achievement: JsonObject } };
const within = (achievement: object, subject: object = {}): object => ({ ...plain, credentialSubject: { ...plain.credentialSubject, ...subject, achievement: { ...plain.credentialSubject.achievement, ...achievement } } });
const image = plain.credentialSubject.achievement['image'] as object;
const identity = { type: 'IdentityObject', hashed: false, identityHash: 'Maya', identityType: 'name' };
const { name: _, ...nameless } = (await agencyEndorsement(String(plain.credentialSubject.achievement['id']))) as JsonObject;

describe('the shape of a badge', () => {
  it.each([
    ['evidence that is in the badge itself', { ...plain, evidence: [{ id: 'data:text/plain;base64,UGxhbg==', type: ['Evidence'], name: 'Plan' }] }],
    ['texts with nothing in them', within({ description: '', fieldOfStudy: '' }, { narrative: '' })],
    ['endorsements as tokens', { ...plain, endorsementJwt: ['eyJhbGciOiJSUzI1NiJ9.eyJpZCI6IngifQ.c2ln'] }],
    ['a place on the map', { ...plain, issuer: { ...plain.issuer, address: { type: ['Address'], geo: { type: 'GeoCoordinates', latitude: 1, longitude: 2 } } } }],
    ['a status of another kind that is kept in another way', { ...plain, credentialStatus: { type: 'LedgerEntry', id: 'ledger:0x1f/revoked?index=4200' } }],
    ['another identifier', within({ otherIdentifier: [{ type: 'IdentifierEntry', identifier: '1', identifierType: 'systemId' }] })],
  ])('may hold, as the schema of the standard has it, %s', (_, badge) => {
    expect(structure(badge).faults).toEqual([]);
  });

  // What the standard's own schema refuses, which other verifiers hold a badge to.
  it.each([
    ['evidence at an address that runs', { ...plain, evidence: [{ id: 'javascript:alert(1)', type: ['Evidence'] }] }, 'evidence[0].id is "javascript:alert(1)"'],
    ['a status by no full address', { ...plain, credentialStatus: { type: 'LedgerEntry', id: 'revoked/4200' } }, 'credentialStatus.id is "revoked/4200", expected a full address'],
    ['a picture with more in it', within({ image: { ...image, digestSRI: 'sha384-x' } }), 'image.digestSRI has no place there'],
    ['a picture with a list of types', within({ image: { ...image, type: ['Image'] } }), 'image.type is "a list", expected one text'],
    ['criteria with nothing in them', within({ criteria: { narrative: '' } }), 'criteria has neither id nor narrative'],
    ['an identity that says nobody', within({}, { identifier: [{ ...identity, identityHash: '' }] }), 'expected a text with something in it'],
    ['an identity with more in it', within({}, { identifier: [{ ...identity, id: 'urn:x:1' }] }), 'identifier[0].id has no place there'],
    ['another identifier with more in it', within({ otherIdentifier: [{ type: 'IdentifierEntry', identifier: '1', identifierType: 'systemId', name: 'x' }] }), 'otherIdentifier[0].name has no place there'],
    ['half a place on the map', { ...plain, issuer: { ...plain.issuer, address: { type: ['Address'], geo: { type: 'GeoCoordinates', latitude: 1 } } } }, 'geo.longitude is missing'],
    ['an endorsement without a name', within({ endorsement: [nameless] }), 'endorsement[0].name is missing'],
    ['a token without a signature', { ...plain, endorsementJwt: ['eyJhbGciOiJub25lIn0.eyJpZCI6IngifQ.'] }, 'endorsementJwt is "a list", expected a list of signed tokens'],
  ])('may not hold %s', (_, badge, fault) => {
    expect(structure(badge).faults.join('; ')).toContain(fault);
  });
});
