import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { environment, nodeOptions, pinnedNode, root } from '../setup.mjs';
import { inFolder } from './folder.ts';
import { areInstalled, peerPackages, versions } from './install-peers.ts';
import type { Peer, PeerPlace } from './peer.ts';
import { peers } from './peers.ts';
import { plantFaults, writeFront, type Planted } from './plant.ts';
import type { Unmeasured } from './table.ts';
import { compare, type Row } from './turns.ts';
import { wholeCommands, type Took } from './whole-commands.ts';

/** After which a peer is stopped, in seconds. */
const LIMIT = 900;

/**
 * How long what authors would otherwise use takes for its part of a lint, as whole commands in turn with a whole lint by one thread from
 * nothing. Plants a few faults in the catalog: only who names the files with those of its kind, and no other file, is compared with.
 */
export const measurePeers = (rounds: number, laurel: string, folder: string): Promise<readonly (Row | Unmeasured)[]> =>
  inFolder(async (made) => {
    const [catalog, scratch] = [realpathSync(folder), realpathSync(made)];
    const place: PeerPlace = { catalog, front: join(scratch, 'front'), settings: join(scratch, 'settings'), schemas: join(root, 'schemas'), packages: peerPackages };
    for (const each of [place.front, place.settings]) mkdirSync(each);
    const { link, schema } = plantFaults(catalog);
    const planted: Planted = { link, schema: writeFront(catalog, place.front, schema) };
    for (const peer of peers) for (const [name, settings] of Object.entries(peer.settings(place))) writeFileSync(join(place.settings, name), JSON.stringify(settings));
    const run = (commands: readonly (readonly string[])[]): Promise<Took | null> => wholeCommands(commands.map((command) => [pinnedNode(), ...command]), { cwd: catalog, env: { ...environment(), LAUREL_THREADS: '1' }, limit: LIMIT * 1000, scratch });
    const own: Took[] = [];
    const others = new Map<Peer, Took[]>();
    const out = new Map(peers.flatMap((peer): [Peer, string][] => (!areInstalled(peer.packages) ? [[peer, 'not installed']] : process.platform === 'win32' ? [[peer, 'timed by a POSIX shell only']] : [])));
    for (let round = 0; round < rounds && out.size < peers.length; round += 1) {
      own.push(expectNamed(await run([[...nodeOptions, laurel, 'lint', '--catalog', '.', '--no-cache']]), [...link, ...schema].map((path) => path.slice(catalog.length + 1))));
      for (const peer of peers.filter((each) => !out.has(each))) {
        const took = await run(peer.commands(place));
        const fault = took === null ? `stopped after ${LIMIT} s` : misfound(namedBy(peer, took.output, catalog), planted[peer.finds]);
        if (fault === null) others.set(peer, [...(others.get(peer) ?? []), took!]);
        else out.set(peer, fault);
      }
    }
    const of = (list: readonly Took[], what: 'ms' | 'cpu'): readonly number[] => list.map((took) => took[what]);
    const rows = (peer: Peer): readonly (Row | Unmeasured)[] => {
      const [why, took] = [out.get(peer), others.get(peer)!];
      if (why !== undefined) return [{ what: `${peer.name} ${versions[peer.name]}`, why }];
      return [compare(`${peer.name}, time`, of(took, 'ms'), 'laurel lint', of(own, 'ms'), 'ms'), compare(`${peer.name}, processor`, of(took, 'cpu'), 'laurel lint', of(own, 'cpu'), 'ms')];
    };
    return peers.flatMap(rows);
  });

/** The files that a peer names in what it wrote. */
export const namedBy = ({ named }: Peer, output: string, folder: string): ReadonlySet<string> => new Set([...output.matchAll(named)].map(([, path]) => resolve(folder, path!)));

/** In which way a peer did not do its part, if it did not. */
export function misfound(named: ReadonlySet<string>, planted: readonly string[]): string | null {
  const missed = planted.filter((path) => !named.has(path)).length;
  const wrong = [...named].filter((path) => !planted.includes(path)).length;
  return missed > 0 ? `did not find ${missed} of ${planted.length} planted faults` : wrong > 0 ? `rejected sound files (${wrong})` : null;
}

function expectNamed(took: Took | null, paths: readonly string[]): Took {
  if (took === null) throw new Error(`laurel lint did not end within ${LIMIT} s.`);
  for (const path of paths) if (!took.output.includes(path)) throw new Error(`laurel lint did not name ${path}.\n${took.output.slice(-2000)}`);
  return took;
}
