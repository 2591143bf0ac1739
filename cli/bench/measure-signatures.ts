import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { secureBadge, unsignedBadge, type Badge, type UnsignedBadge } from '../core/badge/credential.ts';
import { award, duringValidity, network, publicKey, release, seed } from '../core/badge/fixture.ts';
import { checkProof, createProof } from '../core/badge/proof.ts';
import { verifierOfMany } from '../core/badge/verify-many.ts';
import { exitCode, verifyBadge } from '../core/badge/verify.ts';
import { bulkWay } from '../effects/bulk.ts';
import { floor } from './floors.ts';
import { inFolder } from './folder.ts';
import { otherImplementation } from './other-implementation.ts';
import { used } from './processes.ts';
import { compare, inTurn, type Row } from './turns.ts';

// Smaller batches would pay for the garbage of the side before them, which Node collects when it is next idle.
const BATCH = 20;
const RAW_BATCH = 1000;
/** What is issued, or verified, together. */
const MANY = 1000;
const key = createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]), format: 'der', type: 'pkcs8' });
const options = { verificationMethod: award.key, created: award.signed, sign: (bytes: Uint8Array) => sign(null, bytes, key) };

let made = 0;
/** Badges that nobody has signed before: each of another award, so that nothing is gained by keeping the last one. */
const badges = (length = BATCH): readonly UnsignedBadge[] => Array.from({ length }, () => unsignedBadge({ ...award, serial: `k${(made += 1).toString(36).padStart(11, '0')}`, earner: `urn:uuid:6b1f7c5e-3c1e-8a54-9d9c-${made.toString(16).padStart(12, '0')}`, status: { list: 1, index: 1000 + made } }, release));

// By this process's own time on the processor: whatever else the machine does while one side runs does not count.
async function rate<Work>(work: readonly Work[], act: (each: Work) => unknown): Promise<number> {
  const start = process.cpuUsage();
  for (const each of work) await act(each);
  const { user, system } = process.cpuUsage(start);
  return (work.length * 1_000_000) / (user + system);
}

function expect(good: boolean): void {
  if (!good) throw new Error('A badge that was signed here did not verify.');
}

/** The most memory, in MiB, that a process of its own holds which verifies them all in every way. */
const peaks = (rounds: number, secured: readonly Badge[]): Promise<Readonly<Record<'verify' | 'nothing', readonly number[]>>> =>
  inFolder(async (folder) => {
    const [program, list] = [await floor('verify-run'), join(folder, 'badges.jsonl')];
    await writeFile(list, secured.map((badge) => JSON.stringify(badge)).join('\n'));
    return inTurn(rounds, { verify: () => used([program, list]).peak, nothing: () => used(['-e', '0']).peak });
  });

/** How many badges per second of processor time are signed and verified, against bare signatures and against another implementation. */
export async function measureSignatures(rounds: number): Promise<readonly Row[]> {
  const other = await otherImplementation();
  const resolve = await network();
  const publicHalf = createPublicKey(key);
  const hashes = Array.from({ length: RAW_BATCH }, (_, at) => Buffer.alloc(64, at));
  const signatures = hashes.map((hash) => [hash, sign(null, hash, key)] as const);
  const secured: Badge[] = [];
  const way = bulkWay();
  for (const badge of badges(MANY)) secured.push(secureBadge(badge, await createProof(badge, { ...options, way })));
  const few = secured.slice(0, BATCH);
  const per = await inTurn(rounds, {
    sign: () => rate(badges(), (badge) => createProof(badge, options)),
    signMany: () => {
      // Every round learns anew: expanding the first badge is part of signing a thousand.
      const bulk = { ...options, way: bulkWay() };
      return rate(structuredClone(badges(MANY)), (badge) => createProof(badge, bulk));
    },
    signRaw: () => rate(hashes, (hash) => sign(null, hash, key)),
    signOther: () => rate(structuredClone(badges()), other.issue),
    proof: () => rate(few, async (badge) => expect((await checkProof(badge, publicKey)).ok)),
    verifyRaw: () => rate(signatures, ([hash, signature]) => expect(verify(null, hash, publicHalf, signature))),
    verifyOther: () => rate(structuredClone(few), other.verify),
    wholeMany: () => {
      const verifyOne = verifierOfMany({ now: duringValidity, resolve, way: bulkWay() });
      return rate(structuredClone(secured), async (badge) => expect(exitCode(await verifyOne(badge)) === 0));
    },
    whole: () => rate(few, async (badge) => expect(exitCode(await verifyBadge(badge, { now: duringValidity, resolve })) === 0)),
  });
  const inAll = (rates: readonly number[]): readonly number[] => rates.map((one) => (MANY * 1000) / one);
  const memory = await peaks(Math.ceil(rounds / 3), secured);
  return [
    compare(`${MANY} badges signed`, per.signMany, '@digitalbazaar/vc', per.signOther, '/s'),
    compare(`${MANY} badges signed`, per.signMany, 'Ed25519 alone', per.signRaw, '/s'),
    compare(`${MANY} badges verified, every way`, per.wholeMany, '@digitalbazaar/vc', per.verifyOther, '/s'),
    compare(`${MANY} badges verified, in all`, inAll(per.wholeMany), '@digitalbazaar/vc', inAll(per.verifyOther), 'ms'),
    compare(`${MANY} badges verified, memory`, memory.verify, 'node -e 0', memory.nothing, 'MiB'),
    compare('badges signed', per.sign, '@digitalbazaar/vc', per.signOther, '/s'),
    compare('badges signed', per.sign, 'Ed25519 alone', per.signRaw, '/s'),
    compare('proofs verified', per.proof, '@digitalbazaar/vc', per.verifyOther, '/s'),
    compare('proofs verified', per.proof, 'Ed25519 alone', per.verifyRaw, '/s'),
    compare('badges verified in every way', per.whole, '@digitalbazaar/vc', per.verifyOther, '/s'),
  ];
}
