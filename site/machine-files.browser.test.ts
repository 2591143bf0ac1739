import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { addresses } from '../cli/core/badge/addresses.ts';
import { signingKeys } from '../cli/core/badge/log-check.ts';
import { isObject, many, type JsonObject } from '../cli/core/badge/json.ts';
import { sha256 } from '../cli/core/canonical.ts';
import { logOrigin, openCheckpoint } from '../cli/core/log/checkpoint.ts';
import { issued } from '../cli/core/log/entry.ts';
import { includes, leafHash } from '../cli/core/log/merkle.ts';
import { parseProof } from '../cli/core/log/proof-file.ts';
import { bundleEntries, tileHashes, tilePath, tilesOf } from '../cli/core/log/tiles.ts';
import { visits } from './testing/visit.ts';

const world = visits();
const at = addresses('https://credentials.marlow-valley.example');

/** What the site serves for an address of the programme. */
async function served(address: string): Promise<{ readonly type: string; readonly body: JsonObject }> {
  const answer = await fetch(address.replace(at.origin, world.site.url));
  expect(answer.status, address).toBe(200);
  const type = answer.headers.get('content-type') ?? '';
  return { type, body: type.includes('json') ? ((await answer.json()) as JsonObject) : {} };
}

const child = (value: unknown, ...path: readonly (string | number)[]): JsonObject => path.reduce<unknown>((node, name) => (node as Record<string | number, unknown>)[name], value) as JsonObject;

describe('what programs read', () => {
  test('stands at the address that it calls its own: issuer, badge, achievement, status list', async () => {
    const badge = JSON.parse(world.site.badge) as JsonObject;
    const achievement = child(badge, 'credentialSubject', 'achievement');
    const list = String(child(badge, 'credentialStatus')['statusListCredential']);
    expect((await served(at.didDocument)).body['id']).toBe(at.did);
    expect(child(badge, 'issuer')['id']).toBe(at.did);
    for (const address of [at.badge(world.site.serial), at.achievement('checking-for-understanding', '1.0.0'), at.statusList(1)]) expect((await served(address)).body['id']).toBe(address);
    expect([badge['id'], achievement['id'], list]).toEqual([at.badge(world.site.serial), at.achievement('checking-for-understanding', '1.0.0'), at.statusList(1)]);
    // What others vouch for stands beside the badge, unless the policy says otherwise.
    const { '@context': _, endorsement: _others, ...alone } = (await served(String(achievement['id']))).body;
    expect(alone).toEqual({ ...achievement, creator: alone['creator'] });
  });

  test('names nothing on the programme’s origin that the site does not serve', async () => {
    const named = new Set<string>();
    const walk = (node: unknown): void => {
      if (typeof node === 'string' && node.startsWith(`${at.origin}/`)) named.add(node.replace(/#.*/, ''));
      else if (Array.isArray(node)) node.forEach(walk);
      else if (isObject(node)) Object.values(node).forEach(walk);
    };
    walk(JSON.parse(world.site.badge));
    for (const { body } of await Promise.all([at.didDocument, at.statusList(1)].map(served))) walk(body);
    expect(named.size).toBeGreaterThan(4);
    for (const address of named) await served(address);
  });

  test('lists every key that a proof names as the issuer’s own', async () => {
    const { body } = await served(at.didDocument);
    const method = child(JSON.parse(world.site.badge), 'proof', 0)['verificationMethod'];
    expect(many(body['assertionMethod'])).toContain(method);
    expect(many(body['verificationMethod']).map((one) => (one as JsonObject)['id'])).toContain(method);
  });

  test('gives the catalog as JSON: every credential and framework that it names is there, and every release', async () => {
    const { body, type } = await served(`${at.origin}/v1/index.json`);
    expect(type).toContain('application/json');
    expect(body['ledger']).toMatch(/^[0-9a-f]{40}$/);
    const credentials = many(body['credentials']) as readonly JsonObject[];
    expect(credentials.length).toBeGreaterThanOrEqual(12);
    for (const entry of [...credentials, ...many(body['frameworks'])] as readonly JsonObject[]) {
      const { body: whole } = await served(`${at.origin}/${String(entry['href'])}`);
      expect([whole['id'], whole['title']]).toEqual([entry['id'], entry['title']]);
      for (const version of many(whole['releases'] ?? []) as readonly JsonObject[]) expect((await served(`${at.origin}/${String(version['href'])}`)).body['digest']).toBe(version['digest']);
    }
  });

  test('shows the log as its clients read it, and the proof that the badge is in it', async () => {
    const bytes = async (address: string): Promise<Uint8Array> => {
      const answer = await fetch(address.replace(at.origin, world.site.url));
      expect(answer.status, address).toBe(200);
      return new Uint8Array(await answer.arrayBuffer());
    };
    const text = async (address: string): Promise<string> => new TextDecoder().decode(await bytes(address));
    const keys = signingKeys((await served(at.didDocument)).body, at.did, new Date());
    const opened = await openCheckpoint(await text(at.checkpoint), logOrigin(at.origin), keys);
    if (!opened.ok) throw new Error(opened.reason);
    const { size, root } = opened.checkpoint;
    for (const tile of tilesOf(size)) if (tile.level === 'entries') expect(bundleEntries(await bytes(`${at.log}${tilePath(tile)}`), tile.width)).toHaveLength(size);
      else expect(tileHashes(await bytes(`${at.log}${tilePath(tile)}`), tile.width)).toHaveLength(size);
    const proof = parseProof(await text(at.badgeProof(world.site.serial)))!;
    expect(proof.checkpoint).toBe(await text(at.checkpoint));
    expect(includes(leafHash(new TextEncoder().encode(issued(sha256(world.site.badge)))), proof.index, size, proof.proof, root)).toBe(true);
  });

  test('is all that leaves the machine: no secret, no path of this machine, no earner’s login', async () => {
    const files = (await readdir(world.site.folder, { recursive: true, withFileTypes: true })).filter((file) => file.isFile());
    // Pieces of script bear the names of their modules.
    expect(files.filter(({ parentPath, name }) => /key/.test(name) && !parentPath.endsWith('assets')).map(({ name }) => name)).toEqual([]);
    for (const { parentPath, name } of files) {
      if (!/\.(?:html|json|js|css|svg|txt|xml)$/.test(name)) continue;
      const text = await readFile(join(parentPath, name), 'utf8');
      expect(text, name).not.toMatch(/laurel-key-1|laurel-award-1|maya-okafor|\/tmp\/|node_modules/);
    }
  });
});
