import { basename, join, resolve } from 'node:path';
import { CATALOG, catalogOption, JSON_OUTPUT, printJson, textArgument, textOption, type Command, type Given } from '../command.ts';
import { pseudonymOf, PSEUDONYM_BYTES } from '../core/blind/pseudonym.ts';
import type { Identifier } from '../core/privacy/own-names.ts';
import { plain } from '../core/words.ts';
import { blindCopy, type BlindCopy } from '../effects/blind-copy.ts';
import { openClaim, type OpenClaim } from '../effects/open-claim.ts';
import { Obstacle, openProgramme } from '../effects/programme.ts';
import type { World } from '../effects/world.ts';

export default {
  name: 'blind',
  summary: 'Make a copy of a claim that does not say whose it is',
  arguments: [{ flags: '<pull-request>', summary: 'the number of the claim\'s pull request' }, { flags: '[files...]', summary: 'evidence that you downloaded, to be in the copy' }],
  options: [
    CATALOG,
    { flags: '--out <dir>', summary: 'where to write it; must not be there yet (default: .laurel/blind/<claim>)' },
    { flags: '--name <text...>', summary: 'further names that must not be found, such as a nickname; give it last' },
    { flags: '--no-name', summary: 'make it although GitHub shows no name of somebody who worked on it; look for their name yourself' },
    { flags: '--allow <word...>', summary: 'words that may stand although a name holds them, such as the month of May; give it last' },
    JSON_OUTPUT,
  ],
  examples: [
    ['laurel blind 7', 'the written parts and what is attached, under neutral names'],
    ['laurel blind 7 plan.docx board.jpg', 'with downloaded evidence, its properties taken out'],
    ['laurel blind 7 --name "Ms. O" Mimi', 'looks for these names too'],
  ],
  async run(given, world) {
    const programme = await openProgramme(world, catalogOption(given));
    const open = await openClaim(programme, textArgument(given, 0));
    const files = (given.arguments[1] as readonly string[] | undefined) ?? [];
    const downloads = await Promise.all(files.map(async (file) => ({ file, bytes: await readFile(world, file) })));
    const { identifiers, nameless } = await identifiersOf(open, listOption(given, 'name'));
    if (nameless.length > 0 && given.options['name'] === undefined) throw new Obstacle(`GitHub shows no name of ${nameless.join(', ')}, so nothing was written: the copy would be searched for the login alone. Say the name with --name; or, if you do not know it and look for it yourself, --no-name.`);
    const copy = await blindCopy(open, { id: pseudonymOf(world.random(PSEUDONYM_BYTES)), identifiers, allowed: listOption(given, 'allow'), downloads });
    const out = textOption(given, 'out') ?? `.laurel/blind/${copy.id}`;
    const folder = resolve(world.cwd, out);
    const told = copy.tellings.length > 0;
    if (!told) {
      if (await world.files.exists(folder)) throw new Obstacle(`${out} is there already. Remove it, or say with --out where to write.`);
      for (const [name, content] of copy.files) await world.files.write(join(folder, name), content);
    }
    if (given.options['json'] === true) printJson(world, { claim: copy.id, out: told ? null : out, files: [...copy.files.keys()].sort(), leftOut: copy.leftOut, tellings: copy.tellings });
    else world.out.write(told ? refusal(copy) : success(copy, out));
    return told ? 1 : 0;
  },
} satisfies Command as Command;

const listOption = (given: Given, name: string): readonly string[] => {
  const value = given.options[name];
  return Array.isArray(value) ? (value as readonly string[]) : [];
};

async function readFile(world: World, file: string): Promise<Uint8Array> {
  const path = resolve(world.cwd, file);
  if (!(await world.files.exists(path))) throw new Obstacle(`There is no file ${basename(file)} at ${file}.`);
  return world.files.read(path).catch(() => {
    throw new Obstacle(`${file} cannot be read as a file. Give the file itself, not a folder.`);
  });
}

interface Known {
  readonly identifiers: readonly Identifier[];
  /** Logins of those whose names GitHub does not show. */
  readonly nameless: readonly string[];
}

// Everyone whose name would tell whose work it is.
async function identifiersOf({ place, claim, submitter, submission }: OpenClaim, names: readonly string[]): Promise<Known> {
  const people = new Map<string, string>();
  for (const login of [submitter?.login, claim.login]) if (login !== undefined) people.set(login, 'the login');
  for (const login of submission.team ?? []) if (!people.has(login)) people.set(login, "a team member's login");
  const identifiers: Identifier[] = [];
  const nameless: string[] = [];
  for (const [login, whose] of people) {
    identifiers.push({ text: login, whose });
    const shown = (await place.github.accountNamed(login))?.name?.trim() ?? '';
    if (shown === '') nameless.push(login);
    else identifiers.push({ text: shown, whose: whose.replace('login', 'name') });
  }
  if (submission.school !== undefined) identifiers.push({ text: submission.school, whose: 'the school' });
  for (const text of names) identifiers.push({ text, whose: 'a name given with --name' });
  return { identifiers, nameless };
}

const list = ({ leftOut }: BlindCopy): string => (leftOut.length === 0 ? '' : `\nNot in it:\n${leftOut.map(({ piece, reason }) => `  - ${plain(piece)}: ${plain(reason)}\n`).join('')}`);

const refusal = (copy: BlindCopy): string => `Nothing was written: these places tell whose work it is.\n${copy.tellings.map(({ where, place, whose }) => `  - ${plain(where)}${place === '' ? '' : `:${place}`}: a word of ${whose}\n`).join('')}\nAsk the teacher to change them, or say with --allow which word tells nothing here.\n`;

const success = (copy: BlindCopy, out: string): string => `${copy.id} is in ${out}:\n${[...copy.files.keys()].sort().map((name) => `  ${plain(name)}\n`).join('')}${list(copy)}\nThe name ${copy.id} was drawn at random and stands nowhere else: note which pull request it is of. Look at every picture\nbefore you give it away: no program finds a face or a name in one. The pull request itself shows its author to\neveryone who opens it.\n`;
