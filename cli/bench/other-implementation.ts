import * as vc from '@digitalbazaar/vc';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { contexts } from '../core/badge/contexts.ts';
import { didDocument } from '../core/badge/did.ts';
import { award, issuer, publicKey, seed } from '../core/badge/fixture.ts';
import { encodeSecretKey } from '../core/badge/multikey.ts';

const now = new Date(award.signed);

// What their library may look up: our contexts, and our issuer's document with its key.
const did = didDocument(issuer) as { readonly id: string; readonly verificationMethod: readonly object[] };
const known = new Map<string, object>([...contexts, [did.id, did], [award.key, { '@context': 'https://w3id.org/security/multikey/v1', ...did.verificationMethod[0] }]]);
async function documentLoader(url: string): Promise<object> {
  const document = known.get(url);
  if (document === undefined) throw new Error(`not found: ${url}`);
  return { contextUrl: null, documentUrl: url, document };
}

/** @digitalbazaar/vc with the fixture's key: `issue` signs the badge that it is given in place. Both throw where it refuses. */
export async function otherImplementation(): Promise<{ readonly issue: (badge: object) => Promise<void>; readonly verify: (badge: object) => Promise<void> }> {
  const key = await Ed25519Multikey.from({ type: 'Multikey', id: award.key, controller: award.issuer.id, publicKeyMultibase: publicKey, secretKeyMultibase: encodeSecretKey(seed) });
  const signing = new DataIntegrityProof({ signer: key.signer(), date: award.signed, cryptosuite });
  const verifying = new DataIntegrityProof({ cryptosuite });
  return {
    issue: async (credential) => void (await vc.issue({ credential, suite: signing, documentLoader, now })),
    verify: async (credential) => {
      const { verified, error } = await vc.verifyCredential({ credential, suite: verifying, documentLoader, now, checkStatus: async () => ({ verified: true }) });
      if (!verified) throw error;
    },
  };
}
