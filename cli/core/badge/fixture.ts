/** A programme in small for tests: an issuer with a fixed key, a release, an award, and a network that serves their site. */
import type { Award, Issuer, ReleaseFile } from '../model.generated.ts';
import { addresses } from './addresses.ts';
import { credentialsContext, openBadgesContext } from './contexts.ts';
import { badgeText, secureBadge, unsignedBadge, type Badge } from './credential.ts';
import { didDocument, keyId } from './did.ts';
import { createProof, type Sign } from './proof.ts';
import { encodeBits, unsignedStatusList } from './status-list.ts';
import type { Resolve } from './verify.ts';

const profile = {
  id: 'did:web:credentials.marlow-valley.example',
  name: 'Marlow Valley School District',
  url: 'https://credentials.marlow-valley.example',
  description: 'A district of nine schools. "Zum Beispiel": Änderungen {jederzeit}.',
  email: 'credentials@marlow-valley.example',
  language: 'en',
} as const;

const levels = { 'not-yet': 'Checks hear from volunteers.', developing: 'Checks reach a part of the class.', proficient: 'Each check gathers an answer\nfrom every learner.' } as const;

export const release: ReleaseFile['release'] = {
  format: 'laurel-release-1',
  id: 'checking-for-understanding',
  issuer: profile,
  credential: {
    title: 'Checking for understanding',
    version: '1.0.0',
    status: 'active',
    translations: [{ credential: 'comprobar-la-comprension', version: '1.0.0', language: 'es' }],
    competency: 'teaching/checks-understanding',
    summary: 'Checks what every learner has understood while the lesson runs, and changes what happens next.',
    method: 'The educator plans two checks that reach every learner and adjusts the lesson on what they show. 🌿 }',
    audience: ['teacher', 'coach'],
    grades: ['all'],
    topics: ['formative-assessment', 'questioning'],
    effort: { hours: 10 },
    credits: 0.5,
    rubric: 'checking-for-understanding',
    evidence: 'checking-for-understanding',
    validity: { years: 5 },
    monday: 'Ask one question on mini whiteboards.',
    limits: ['Grading or reporting.'],
    research: [],
    resources: [],
    changes: [{ version: '1.0.0', date: '2026-11-22', note: 'First release.' }],
  },
  narrative: '## Overview\n\nWhat learners say.\n',
  framework: { id: 'teaching', title: 'Teaching practice', color: 'fern' },
  competency: {
    id: 'checks-understanding',
    title: 'Checks understanding',
    statement: 'Checks what every learner has understood while the lesson runs.',
    category: 'assessment',
    alignments: [{ name: 'Standard 6: Assessment', framework: 'InTASC Model Core Teaching Standards', url: 'https://ccsso.org/resource-library/intasc-model-core-teaching-standards-and-learning-progressions-teachers', code: '6' }],
  },
  rubric: {
    levels: [{ id: 'not-yet', title: 'Not yet' }, { id: 'developing', title: 'Developing' }, { id: 'proficient', title: 'Proficient' }],
    passing: 'proficient',
    criteria: [
      { id: 'reaches-everyone', title: 'Checks reach every learner', levels },
      { id: 'changes-the-lesson', title: 'The lesson changes', levels, passing: 'developing' },
      { id: 'rtl-text', title: 'يتحقق من الفهم', levels },
    ],
  },
  evidence: {
    requirements: [
      { id: 'setting', part: 1, title: 'Your setting', form: 'written', words: [200, 400], prompt: 'Describe your class.', sufficient: 'A stranger could picture it.' },
      { id: 'plan', part: 2, title: 'Annotated plan', form: 'document', count: [1, 2], prompt: 'Hand in a plan.', feeds: ['reaches-everyone', 'changes-the-lesson', 'rtl-text'], pupils: false },
      { id: 'reflection', part: 3, title: 'Reflection', form: 'written', words: [250, 500], prompt: 'What changed?', sufficient: 'It names a change.' },
    ],
  },
  earlier: ['0.9.0', '0.9.1'],
};

const zeros = '0'.repeat(64);
const commit = 'ab'.repeat(20);

/** The seed 1, 2, ... 32. For tests alone. */
const seed = Uint8Array.from({ length: 32 }, (_, index) => index + 1);
const other = Uint8Array.from({ length: 32 }, (_, index) => 200 - index);
export const publicKey = 'z6MkneMkZqwqRiU5mJzSG3kDwzt9P8C59N4NGTfBLfSGE7c7';

export const award: Award = {
  format: 'laurel-award-2',
  serial: 'k3v9q2mx7tda',
  claim: zeros,
  credential: release.id,
  version: release.credential.version,
  release: `sha256-${zeros}`,
  issuer: profile,
  earner: 'urn:uuid:6b1f7c5e-3c1e-8a54-9d9c-0d5f3a2b1c00',
  awarded: '2026-11-22T09:30:00Z',
  signed: '2026-11-22T09:31:00Z',
  until: '2031-11-22T09:30:00Z',
  status: { list: 1, index: 94567 },
  visibility: 'public',
  key: keyId(profile.id, publicKey),
  results: [
    { criterion: 'reaches-everyone', level: 'proficient' },
    { criterion: 'changes-the-lesson', level: 'developing' },
    { criterion: 'rtl-text', level: 'proficient' },
  ],
  evidence: [{ requirement: 'plan', form: 'document', link: 'https://files.marlow-valley.example/plan.pdf?v=1' }],
  'assessed-by': { name: 'Fell County Education Service', url: 'https://assessment.fell-county.example' },
  assessments: [{ assessor: 1102, review: 71, body: `sha256-${zeros}`, commit, submitted: '2026-11-22T09:00:00Z' }],
  source: { repository: 1, pull: 1, merge: commit, head: commit, tree: commit, policy: commit, path: 'catalog/submissions/checking-for-understanding/maya-okafor/1' },
};

export const issuer: Issuer = {
  name: profile.name,
  url: profile.url,
  description: profile.description,
  email: profile.email,
  language: profile.language,
  repository: { mode: 'one-repository', owner: 'marlow-valley', name: 'credentials' },
  keys: [{ public: publicKey, from: '2026-11-01' }],
  policy: { approvals: 2, 'pre-check-days': 1, 'decision-days': 10, 'coach-after': 3 },
};

export const at = addresses(issuer.url);
export const duringValidity = new Date('2027-05-01T12:00:00Z');

/** Signs with a raw Ed25519 seed. */
export async function signWith(secret: Uint8Array): Promise<Sign> {
  const pkcs8 = Uint8Array.from([0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20, ...secret]);
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign']);
  return async (bytes) => new Uint8Array(await crypto.subtle.sign('Ed25519', key, bytes));
}
/** Signs with the fixture's key. */
export const sign: Sign = async (bytes) => (await signWith(seed))(bytes);
/** Signs with a key that the issuer does not have. */
export const signAsStranger: Sign = async (bytes) => (await signWith(other))(bytes);
export const strangersKey = 'z6Mkh6hfsWJWEFGrLsx6v2poAJtpBAvULLQNyWZT5aGj5qon';
export { seed };

/** Signs any document as the issuer (or another key) does, its proof in a list. */
export async function signed<Document extends object>(document: Document, key = award.key, signer: Sign = sign): Promise<Document & { readonly proof: readonly object[] }> {
  return { ...document, proof: [await createProof(document, { verificationMethod: key, created: award.signed, sign: signer })] };
}

/** The award's badge, signed. */
export async function signedBadge(): Promise<Badge> {
  const unsigned = unsignedBadge(award, release);
  return secureBadge(unsigned, await createProof(unsigned, { verificationMethod: award.key, created: award.signed, sign }));
}

/** The status list with these bits set, before it is signed. */
export const statusList = (revoked: readonly number[]): object =>
  unsignedStatusList({ origin: issuer.url, list: 1, issuerId: profile.id, validFrom: award.signed, encodedList: encodeBits(revoked) });

/** A network on which the programme's site is all there is; `changes` replaces documents, null takes one away. */
export async function network(changes: Readonly<Record<string, object | null>> = {}): Promise<Resolve> {
  const site: Record<string, object | null> = { [at.didDocument]: didDocument(issuer), [at.statusList(1)]: await signed(statusList([5])), ...changes };
  return async (url) => (site[url] ? { ok: true, bytes: new TextEncoder().encode(badgeText(site[url])) } : { ok: false, reason: 'there was no answer' });
}

/** What an invented agency, which its key alone names, has signed about something. */
export async function agencyEndorsement(about: string, change: object = {}): Promise<object> {
  const did = `did:key:${strangersKey}`;
  const unsigned = {
    '@context': [credentialsContext, openBadgesContext],
    id: 'urn:uuid:7f0e5b1a-5d5c-8f0e-9b7a-3f1f5d0c9a11',
    type: ['VerifiableCredential', 'EndorsementCredential'],
    name: 'Endorsement by the State Agency',
    issuer: { id: did, type: ['Profile'], name: 'State Agency', url: 'https://agency.example.org' },
    validFrom: '2026-02-01T00:00:00Z',
    validUntil: '2099-12-31T00:00:00Z',
    credentialSubject: { id: about, type: ['EndorsementSubject'], endorsementComment: 'Counts for the renewal of a licence.' },
    ...change,
  };
  return signed(unsigned, `${did}#${strangersKey}`, signAsStranger);
}
