import { createPrivateKey, sign } from 'node:crypto';
import { badgeText, secureBadge, unsignedBadge } from '../core/badge/credential.ts';
import { keyId } from '../core/badge/did.ts';
import { publicKey, seed } from '../core/badge/fixture.ts';
import { createProof } from '../core/badge/proof.ts';
import { encodeBits, unsignedStatusList } from '../core/badge/status-list.ts';
import { sha256 } from '../core/canonical.ts';
import type { SourceFile } from '../core/document.ts';
import { logOrigin, signCheckpoint } from '../core/log/checkpoint.ts';
import { issued, keyEntry } from '../core/log/entry.ts';
import type { Issuer, ReleaseFile } from '../core/model.generated.ts';
import { CHECKPOINT, extendLog } from '../core/plan/ledger-log.ts';
import { ledgerPaths, statusListText } from '../core/plan/ledger.ts';
import { recordText } from '../core/plan/register.ts';
import { bulkWay } from '../effects/bulk.ts';
import { awardNumber } from './ledger-awards.ts';

const key = createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]), format: 'der', type: 'pkcs8' });
const signing = async (bytes: Uint8Array): Promise<Uint8Array> => sign(null, bytes, key);

/** A file of a ledger by its path. */
type Stored = readonly [path: string, content: string | Uint8Array];

/** The ledger of a programme that has issued `count` badges, one or more, of a catalog's releases, in turn: badges, status list and log, all of them signed. */
export async function ledgerOf(catalog: readonly SourceFile[], issuer: Issuer, count: number): Promise<readonly Stored[]> {
  const releases = catalog.filter(({ path }) => path.startsWith('releases/')).map(({ bytes }) => JSON.parse(new TextDecoder().decode(bytes)) as ReleaseFile);
  const way = bulkWay();
  const files: Stored[] = [];
  const { issuer: profile } = releases[0]!.release;
  const method = keyId(profile.id, publicKey);
  let at = '';
  for (let number = 0; number < count; number += 1) {
    const { digest, release } = releases[number % releases.length]!;
    const { evidence: _evidence, until: _until, 'assessed-by': _assessedBy, ...plain } = awardNumber(number);
    const award = { ...plain, credential: release.id, version: release.credential.version, release: digest, issuer: profile, key: method, results: release.rubric.criteria.map(({ id }) => ({ criterion: id, level: release.rubric.passing })) };
    const unsigned = unsignedBadge(award, release);
    at = award.signed;
    files.push([ledgerPaths.badge(award.serial), badgeText(secureBadge(unsigned, await createProof(unsigned, { verificationMethod: method, created: at, sign: signing, way })))]);
  }
  const log = extendLog(null, logOrigin(issuer.url), [...issuer.keys.map(keyEntry), ...files.map(([, text]) => issued(sha256(text))).sort()]);
  const list = { format: 'laurel-status-list-1', list: 1, origin: issuer.url, issuer: profile.id, validFrom: at, encodedList: encodeBits([]) } as const;
  const proof = await createProof(unsignedStatusList({ ...list, issuerId: profile.id }), { verificationMethod: method, created: at, sign: signing });
  return [
    ...files, [ledgerPaths.listRecord(1), recordText({ ...list, proof })], [ledgerPaths.list(1), statusListText({ ...list, proof })],
    ...log.files, [CHECKPOINT, await signCheckpoint(log.checkpoint, { publicKey, sign: signing })],
  ];
}
