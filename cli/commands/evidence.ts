import { basename, resolve } from 'node:path';
import { CATALOG, catalogOption, JSON_OUTPUT, printJson, textArgument, type Command } from '../command.ts';
import { committedIn, compareWith, type Committed, type Compared } from '../core/evidence/committed.ts';
import { plain } from '../core/words.ts';
import { openClaim } from '../effects/open-claim.ts';
import { typedName } from '../effects/place.ts';
import { Obstacle, openProgramme } from '../effects/programme.ts';
import { readFolder } from '../effects/tree.ts';
import type { World } from '../effects/world.ts';

export default {
  name: 'evidence',
  summary: 'Compare downloaded evidence with what was handed in',
  arguments: [{ flags: '<pull-request>', summary: 'the number of the claim\'s pull request' }, { flags: '[files...]', summary: 'files that you downloaded; without any, what was committed to is listed' }],
  options: [CATALOG, JSON_OUTPUT],
  examples: [
    ['laurel evidence 7', 'what was handed in: requirement, type, size, link'],
    ['laurel evidence 7 plan.pdf clip.mp4', 'whether these are the very files that were handed in'],
  ],
  async run(given, world) {
    const files = (given.arguments[1] as readonly string[] | undefined) ?? [];
    const programme = await openProgramme(world, catalogOption(given));
    const { place, pull, claim, submission, release } = await openClaim(programme, textArgument(given, 0));
    const pieces = committedIn(submission, release);
    const attached = new Map((await readFolder(place.git, pull.headSha, claim.path)).map(({ path, bytes }) => [path, bytes]));
    const compared = await Promise.all(files.map(async (file) => ({ file, ...compareWith(pieces, await readFile(world, file), attached) })));
    const listed = pieces.map((piece) => ({ ...piece, bytes: piece.bytes ?? attached.get(piece.file ?? '')?.length ?? null }));
    if (given.options['json'] === true) printJson(world, { pull: pull.number, head: pull.headSha, pieces: listed.map(({ salt: _, sha256: __, ...shown }) => shown), files: compared.map(({ file, outcome, piece }) => ({ file, outcome, requirement: piece?.requirement ?? null, number: piece?.number ?? null })) });
    else if (files.length === 0) world.out.write(listed.length === 0 ? 'Everything in this claim is written; no evidence was committed to.\n' : `What was handed in with pull request ${pull.number}:\n${listed.map((piece) => `\n${lineOf(piece)}\n`).join('')}\nNext: download each, then laurel evidence ${typedName(place, pull.number)} <file...>\n`);
    else world.out.write(report(compared, pieces));
    return compared.every(({ outcome }) => outcome === 'match') ? 0 : 1;
  },
} satisfies Command as Command;

async function readFile(world: World, file: string): Promise<Uint8Array> {
  const path = resolve(world.cwd, file);
  if (!(await world.files.exists(path))) throw new Obstacle(`There is no file ${file}.`);
  return world.files.read(path).catch(() => {
    throw new Obstacle(`${file} cannot be read as a file. Give the file itself, not a folder.`);
  });
}

const nameOf = ({ requirement, number, title }: Committed): string => plain(`${requirement} ${number} (${title})`);

const lineOf = (piece: Committed): string => `${nameOf(piece)}\n  ${plain(piece.media)}, ${piece.bytes ?? 'unknown'} bytes\n  ${piece.link === null ? `attached: ${plain(piece.file ?? 'nothing')}, beside submission.md` : plain(piece.link)}`;

function report(compared: readonly (Compared & { readonly file: string })[], pieces: readonly Committed[]): string {
  const lines = compared.map(({ file, outcome, piece }) => {
    const shown = plain(basename(file));
    if (outcome === 'match') return `${shown}: match. This is ${nameOf(piece)}, as it was handed in.`;
    if (outcome === 'same-size') return `${shown}: no match. It has the size of ${nameOf(piece)}, but other content: it was changed after it was handed in, or it is another file.`;
    return `${shown}: no match. Nothing of this size and content was handed in. Download it again; if it stays so, the file behind the link was changed, and its author must attach it again.`;
  });
  const met = new Set(compared.flatMap(({ outcome, piece }) => (outcome === 'match' ? [piece] : [])));
  const left = pieces.filter((piece) => !met.has(piece));
  return `${lines.join('\n')}\n${left.length === 0 ? '' : `\nNo file matches yet: ${left.map(nameOf).join(', ')}.\n`}`;
}
