import { resolve } from 'node:path';
import { addresses } from '../core/badge/addresses.ts';
import { didDocument } from '../core/badge/did.ts';
import { newestEditions } from '../core/badge/edition.ts';
import { readInput } from '../core/badge/input.ts';
import type { JsonObject } from '../core/badge/json.ts';
import { verifyBadge, type BadgeFacts, type Resolve, type Verification } from '../core/badge/verify.ts';
import { badgeBytes } from './badge-files.ts';
import { newestSigned } from './issuing/editions.ts';
import { Obstacle, openProgramme } from './programme.ts';
import { openStores } from './stores.ts';
import type { World } from './world.ts';

/** A badge that a certificate is asked for: its exact bytes, and who answers for what it points at. */
export interface CertifiedBadge {
  readonly bytes: Uint8Array;
  readonly resolve: Resolve;
}

const SERIAL = /^[0-9abcdefghjkmnpqrstvwxyz]{12}$/;

/** The badge of a file, an address or a serial; a serial is looked up in the programme's own register and ledger, private badges included. */
export async function badgeAsked(world: World, asked: string, catalog: string, resolver: Resolve): Promise<CertifiedBadge> {
  if (!SERIAL.test(asked) || (await world.files.exists(resolve(world.cwd, asked)))) return { bytes: await badgeBytes(world, asked, resolver), resolve: resolver };
  const programme = await openProgramme(world, catalog);
  const { ledger, register } = await openStores(programme).read();
  const text = newestSigned(register, asked)?.badge ?? newestEditions(ledger.badges).get(asked);
  if (text == null) throw new Obstacle(`No badge ${asked} was issued here, or its register is not yours to read. Give the badge's file instead.`);
  const at = addresses(programme.issuer.url);
  const own = new Map([[at.didDocument, JSON.stringify(didDocument(programme.issuer))], ...[...ledger.lists].map(([list, entry]) => [at.statusList(list), entry.text ?? ''] as const)]);
  return {
    bytes: new TextEncoder().encode(text),
    resolve: async (url) => {
      const found = own.get(url);
      return found === undefined || found === '' ? resolver(url) : { ok: true, bytes: new TextEncoder().encode(found), note: 'from the programme\'s own stores' };
    },
  };
}

/** What a badge says, once it is proven and not revoked. Throws an Obstacle where it is not: a sheet of paper convinces people. */
export async function provenFacts(world: World, { bytes, resolve: resolver }: CertifiedBadge): Promise<{ readonly facts: BadgeFacts; readonly badge: JsonObject; readonly doubts: readonly string[] }> {
  const read = await readInput(bytes);
  if (!read.ok) throw new Obstacle(read.reason);
  const { results, badge: facts }: Verification = await verifyBadge(read.badge, { now: world.now(), resolve: resolver, token: read.token });
  const answer = (name: string) => results.find((result) => result.name === name)!;
  const unproven = ['structure', 'safe-mode', 'proof', 'issuer', 'key'].map(answer).find(({ outcome }) => outcome !== 'pass');
  if (facts === null || unproven !== undefined) throw new Obstacle(`No certificate was made, because it is not proven what the badge says (${unproven?.name ?? 'proof'}): ${unproven?.detail ?? ''}`);
  if (answer('status').outcome === 'fail') throw new Obstacle(`No certificate was made: ${answer('status').detail}`);
  return { facts, badge: read.badge, doubts: ['status', 'validity'].map(answer).filter(({ outcome }) => outcome !== 'pass' && outcome !== 'skipped').map(({ detail }) => detail) };
}
