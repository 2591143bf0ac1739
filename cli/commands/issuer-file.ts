import { resolve } from 'node:path';
import { catalogOption, type ExitCode, type Given } from '../command.ts';
import { didFromUrl } from '../core/badge/addresses.ts';
import { findKey, type ListedKey } from '../core/keys.ts';
import type { Issuer } from '../core/model.generated.ts';
import { plain } from '../core/words.ts';
import { catalogFromDisk, Obstacle } from '../effects/programme.ts';
import type { World } from '../effects/world.ts';
import { agreed } from './agreed.ts';

/** issuer.yaml in the working copy: what it says, and where its text is changed. */
export interface IssuerFile {
  readonly issuer: Issuer;
  readonly did: string;
  /** As a person would type it. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

/** Reads issuer.yaml of the catalog that a command was given. */
export async function readIssuer(given: Given, world: World): Promise<IssuerFile> {
  const folder = catalogOption(given);
  const { catalog } = await catalogFromDisk(world, folder);
  if (catalog.issuer === null) throw new Obstacle(`${folder}/issuer.yaml is missing or has faults. Run \`laurel lint\` and mend it first.`);
  const issuer = catalog.issuer.value;
  const path = resolve(world.cwd, folder, 'issuer.yaml');
  return { issuer, did: didFromUrl(issuer.url), name: `${folder}/issuer.yaml`, path, text: new TextDecoder().decode(await world.files.read(path)) };
}

/** The key that a person named, with its place in the list. */
export function namedKey({ issuer }: IssuerFile, named: string): { readonly key: ListedKey; readonly at: number } {
  if (named === '') throw new Obstacle('Say which key: its public half, or at least the first eight characters of it. `laurel keys list` shows all.');
  const found = findKey(issuer, named);
  if (!found.ok) throw new Obstacle(found.reason);
  return found;
}

/** What is about to be done, and how; whatever it changes was shown before. */
export interface KeyPlan {
  /** A line for each change: what becomes what. */
  readonly lines: readonly string[];
  /** What it means, in a paragraph each. */
  readonly meaning: readonly string[];
  readonly carryOut: () => Promise<void>;
  readonly next: string;
}

/** Shows a plan, asks unless told not to, and carries it out. */
export async function showAndDo(given: Given, world: World, { lines, meaning, carryOut, next }: KeyPlan): Promise<ExitCode> {
  world.out.write(`${lines.map((line) => `  ${plain(line)}\n`).join('')}\n${meaning.map((text) => `${plain(text)}\n`).join('\n')}`);
  if (given.options['yes'] !== true && !(await agreed(world, 'Make these changes?'))) {
    world.out.write(world.terminal === undefined ? '\nNothing was changed. With --yes the changes are made.\n' : '\nNothing was changed.\n');
    return 1;
  }
  await carryOut();
  world.out.write(`\nDone.\n\n${next}\n`);
  return 0;
}

/** Today, as year-month-day in UTC. */
export const todayOf = (world: World): string => world.now().toISOString().slice(0, 10);
