import { basename, join, resolve } from 'node:path';
import { CATALOG, catalogOption, textArgument, textOption, type Command, type Given } from '../command.ts';
import { parseDocument } from '../core/document.ts';
import { CLAIM_LIMIT } from '../core/size-limit.ts';
import { setInFrontMatter } from '../core/edit.ts';
import type { Submission } from '../core/model.generated.ts';
import { didYouMean } from '../core/nearest.ts';
import type { PrivacyFinding } from '../core/privacy/finding.ts';
import { inspectFile } from '../core/privacy/inspect-file.ts';
import { linkFault } from '../core/privacy/public-link.ts';
import { validate } from '../core/schema.ts';
import { commitment, toBase64Url } from '../core/submission/commitment.ts';
import { mediaTypeOf } from '../core/submission/media-type.ts';
import { readyToAttach } from '../effects/attachable-file.ts';
import { ownSubmission, type OwnSubmission } from '../effects/own-submission.ts';
import { Obstacle } from '../effects/programme.ts';
import { readRoster, ROSTER } from '../effects/roster.ts';
import type { World } from '../effects/world.ts';

type Piece = Submission['evidence'][string][number];

export default {
  name: 'attach',
  summary: 'Add a file to your evidence: one kept elsewhere by its link, or a small one beside submission.md',
  arguments: [{ flags: '<requirement>', summary: 'the id of the evidence requirement' }, { flags: '<file>', summary: 'the file; with --link it is only read here, without it a small text, picture or PDF is copied' }],
  options: [
    CATALOG,
    { flags: '--link <address>', summary: 'where assessors open it (https); the file is committed to by a salted digest' },
    { flags: '--choice <option>', summary: 'where a requirement offers several forms: the one you chose' },
    { flags: '--media <type>', summary: 'its media type, where the file name does not tell (with --link)' },
    { flags: '--as <name>', summary: 'the attached file whose place it takes, such as plan-1.png (without --link)' },
    ROSTER,
  ],
  examples: [
    ['laurel attach plan plan.pdf --link https://files.example.org/plan', 'a lesson plan that is kept elsewhere'],
    ['laurel attach plan board.jpg', 'a small picture; place, camera and names are taken out of it'],
    ['laurel attach in-action clip.mp4 --choice clip --link https://...', 'a chosen form'],
  ],
  async run(given, world) {
    const requirement = textArgument(given, 0);
    const file = textArgument(given, 1);
    const link = textOption(given, 'link');
    const fault = link === undefined ? null : linkFault(link);
    if (fault?.confidence === 'high') throw new Obstacle(`${fault.message}. ${fault.remedy}`);
    const mine = await ownSubmission(world, catalogOption(given));
    const { submission } = mine;
    const asked = mine.release?.release.evidence.requirements ?? [];
    const found = asked.find(({ id }) => id === requirement);
    if (found === undefined) throw new Obstacle(`There is no requirement "${requirement}".${didYouMean(requirement, asked.map(({ id }) => id))} Expected one of ${asked.map(({ id }) => id).join(', ')}.`);
    if (found.form === 'written') throw new Obstacle(`${found.title} is written, not attached: write it in submission.md under the heading "${found.title}".`);
    const choice = textOption(given, 'choice') ?? submission.choices?.[requirement];
    const option = found.oneOf?.find(({ id }) => id === choice);
    if (found.oneOf !== undefined && option === undefined) throw new Obstacle(`${found.title} can be handed in in several forms. Say with --choice which one: ${found.oneOf.map(({ id, title }) => `${id} (${title})`).join(', ')}.`);
    if (option?.form === 'written') throw new Obstacle(`${option.title} is written, not attached: write it in submission.md under the heading "${option.title}".`);
    const bytes = await readFile(world, file);
    const roster = await readRoster(world, textOption(given, 'roster'), catalogOption(given));
    const before = submission.evidence[requirement] ?? [];
    const most = (option ?? found).count?.[1] ?? 10;

    const { piece, place, write, told } = link === undefined ? await lyingHere({ given, world, mine, file, bytes, requirement, before, most, roster }) : linked({ given, world, link, file, bytes, before, roster });
    const pieces = place === -1 ? [...before, piece] : before.map((other, at) => (at === place ? piece : other));
    let next = setInFrontMatter(mine.text, ['evidence', requirement], pieces);
    if (found.oneOf !== undefined) next = setInFrontMatter(next, ['choices', requirement], choice);
    const after = parseDocument({ path: mine.own, bytes: new TextEncoder().encode(next) });
    const wrong = after.faults[0] ?? validate('submission', after)[0];
    if (wrong !== undefined) throw new Obstacle(`Nothing was written, because your submission would have a fault: ${wrong.message}. Look at --link and --media.`);
    await write();
    await world.files.write(mine.path, next);
    world.out.write(`${found.title}: ${told}\n${fault === null ? '' : `\nLook again: ${fault.message}. ${fault.remedy}\n`}`);
    return 0;
  },
} satisfies Command as Command;

async function readFile(world: World, file: string): Promise<Uint8Array> {
  const path = resolve(world.cwd, file);
  if (!(await world.files.exists(path))) throw new Obstacle(`There is no file ${file}.`);
  return world.files.read(path).catch(() => {
    throw new Obstacle(`${file} cannot be read as a file. Give the file itself, not a folder.`);
  });
}

interface Attaching {
  readonly given: Given;
  readonly world: World;
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly before: readonly Piece[];
  readonly roster: readonly string[];
}

interface Attached {
  readonly piece: Piece;
  /** Which piece it takes the place of; -1 where it is a further one. */
  readonly place: number;
  /** Writes what lies beside submission.md. */
  readonly write: () => Promise<void>;
  readonly told: string;
}

const listed = (what: string, findings: readonly PrivacyFinding[]): string => (findings.length === 0 ? '' : `\n${what}\n${[...new Set(findings.map(({ message }) => `  - ${message}`))].join('\n')}`);

function linked({ given, world, link, file, bytes, before, roster }: Attaching & { readonly link: string }): Attached {
  const name = basename(file);
  const media = textOption(given, 'media') ?? mediaTypeOf(name);
  if (media === null) throw new Obstacle(`What kind of file ${name} is does not show in its name. Say it with --media, for example --media application/pdf.`);
  if (bytes.length === 0) throw new Obstacle(`${name} is empty.`);
  const salt = world.random(18);
  const digest = commitment(salt);
  digest.add(bytes);
  const doubts = listed('Look at these before an assessor opens it, and share it anew if one is right:', inspectFile({ name, bytes }, { roster }));
  return {
    piece: { link, media, bytes: bytes.length, salt: toBase64Url(salt), sha256: digest.digest() },
    place: before.findIndex((other) => other.link === link),
    write: async () => {},
    told: `${name} is committed to by its size and a salted SHA-256, and linked at ${link}.\nThe file itself stays where it is. If you change it, attach it again.${doubts}`,
  };
}

interface LyingHere extends Attaching {
  readonly mine: OwnSubmission;
  readonly requirement: string;
  readonly most: number;
}

async function lyingHere({ given, world, mine, file, bytes, requirement, before, most, roster }: LyingHere): Promise<Attached> {
  const ready = await readyToAttach(file, bytes, { roster });
  const as = textOption(given, 'as');
  const place = as !== undefined ? before.findIndex((piece) => piece.file === as) : most === 1 && before.length === 1 ? 0 : -1;
  if (as !== undefined && place === -1) throw new Obstacle(`There is no attached file ${as} under ${requirement}. There are: ${before.flatMap((piece) => piece.file ?? []).join(', ') || 'none'}.`);
  if (place === -1 && before.length >= most) throw new Obstacle(`${requirement} has ${before.length} pieces already, which is the most it takes. Say with --as which attached file this one takes the place of, or take a piece out of submission.md.`);
  const old = place === -1 ? undefined : before[place]!.file;
  const others = Object.values(mine.submission.evidence).flat().flatMap((piece) => (piece.file === undefined || piece.file === old ? [] : [piece.file]));
  let number = 1;
  while (others.some((name) => name.startsWith(`${requirement}-${number}.`))) number += 1;
  // A name that says what it is for, whatever the file was called before.
  const name = old?.endsWith(ready.ending) === true ? old : `${requirement}-${number}${ready.ending}`;
  const sizes = await Promise.all(others.map(async (other) => ((await world.files.exists(join(mine.folder, other))) ? (await world.files.read(join(mine.folder, other))).length : 0)));
  if (sizes.reduce((sum, size) => sum + size, ready.bytes.length) > CLAIM_LIMIT) throw new Obstacle(`With it the files beside submission.md would have more than ${CLAIM_LIMIT / 1024 / 1024} MiB together. Share it elsewhere and say where with --link.`);
  return {
    piece: { file: name, media: ready.media },
    place,
    write: async () => {
      if (old !== undefined && old !== name) await world.files.remove(join(mine.folder, old));
      await world.files.write(join(mine.folder, name), ready.bytes);
    },
    told: `${basename(file)} lies beside submission.md as ${name}.${place === -1 ? '' : ` It takes the place of ${old ?? `what was linked at ${before[place]!.link}`}.`}${listed('Taken out of the picture:', ready.removed)}${listed('Look at these, and attach it again if one is right:', ready.doubts)}\nNo program finds a face or a name in a picture: look at it yourself before you hand it in.`,
  };
}
