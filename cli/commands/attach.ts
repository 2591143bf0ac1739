import { basename, extname, resolve } from 'node:path';
import { CATALOG, catalogOption, textArgument, textOption, type Command } from '../command.ts';
import { sha256 } from '../core/canonical.ts';
import { parseDocument } from '../core/document.ts';
import { setInFrontMatter } from '../core/edit.ts';
import type { Submission } from '../core/model.generated.ts';
import { didYouMean } from '../core/nearest.ts';
import { validate } from '../core/schema.ts';
import { catalogFromDisk, Obstacle } from '../effects/programme.ts';

const MEDIA: Readonly<Record<string, string>> = { '.pdf': 'application/pdf', '.mp4': 'video/mp4', '.webm': 'video/webm', '.mov': 'video/quicktime', '.mp3': 'audio/mpeg', '.m4a': 'audio/mp4', '.wav': 'audio/wav', '.png': 'image/png', '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg', '.txt': 'text/plain', '.md': 'text/markdown', '.csv': 'text/csv', '.html': 'text/html', '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', '.pptx': 'application/vnd.openxmlformats-officedocument.presentationml.presentation', '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', '.odt': 'application/vnd.oasis.opendocument.text' };

export default {
  name: 'attach',
  summary: 'Commit to a file that is kept elsewhere: its link and salted digest',
  arguments: [{ flags: '<requirement>', summary: 'the id of the evidence requirement' }, { flags: '<file>', summary: 'the file as you shared it; it is read here and not uploaded' }],
  options: [CATALOG, { flags: '--link <address>', summary: 'where assessors open it (https)' }, { flags: '--choice <option>', summary: 'where a requirement offers several forms: the one you chose' }, { flags: '--media <type>', summary: 'its media type, where the file name does not tell' }],
  examples: [
    ['laurel attach plan plan.pdf --link https://files.example.org/plan', 'a lesson plan'],
    ['laurel attach in-action clip.mp4 --choice clip --link https://...', 'a chosen form'],
  ],
  async run(given, world) {
    const requirement = textArgument(given, 0);
    const file = textArgument(given, 1);
    const link = textOption(given, 'link');
    if (link === undefined) throw new Obstacle('Say with --link where assessors can open the file. It must be an https address.');
    if (!/^https:\/\/[^\s<>"]+$/.test(link) || !URL.canParse(link)) throw new Obstacle(`"${link}" is not an https address. Assessors must be able to open it over a safe connection.`);
    const folder = catalogOption(given);
    const git = world.git(resolve(world.cwd, folder));
    const branch = /^laurel\/([a-z0-9-]+)\/([1-9][0-9]*)$/.exec(await git.text(['branch', '--show-current']));
    if (branch === null) throw new Obstacle('The branch that is checked out is not one of a claim. Run `laurel start <credential>` first.');
    const { catalog } = await catalogFromDisk(world, folder);
    // The claim's file is the last that this branch added for that claim number.
    const own = await git.text(['log', '-1', '--diff-filter=A', '--format=', '--name-only', '--relative', '--', `submissions/${branch[1]}/*/${branch[2]}/submission.md`]);
    if (own === '') throw new Obstacle('Your submission.md was not found on this branch.');
    const path = resolve(world.cwd, folder, own);
    const text = new TextDecoder().decode(await world.files.read(path));
    const document = parseDocument({ path: own, bytes: new TextEncoder().encode(text) });
    if (document.faults.length > 0 || validate('submission', document).length > 0) throw new Obstacle('Your submission.md has faults. Run `laurel lint` and mend them first.');
    const submission = document.value as unknown as Submission;
    const release = [...catalog.releases.values()].find(({ value }) => value.digest === submission.release);
    const asked = release?.value.release.evidence.requirements ?? [];
    const found = asked.find(({ id }) => id === requirement);
    if (found === undefined) throw new Obstacle(`There is no requirement "${requirement}".${didYouMean(requirement, asked.map(({ id }) => id))} Expected one of ${asked.map(({ id }) => id).join(', ')}.`);
    if (found.form === 'written') throw new Obstacle(`${found.title} is written, not attached: write it in submission.md under the heading "${found.title}".`);
    const choice = textOption(given, 'choice') ?? (submission.choices as Record<string, string> | undefined)?.[requirement];
    if (found.oneOf !== undefined && !found.oneOf.some(({ id }) => id === choice)) throw new Obstacle(`${found.title} can be handed in in several forms. Say with --choice which one: ${found.oneOf.map(({ id, title }) => `${id} (${title})`).join(', ')}.`);
    if (!(await world.files.exists(resolve(world.cwd, file)))) throw new Obstacle(`There is no file ${file}.`);
    const media = textOption(given, 'media') ?? MEDIA[extname(file).toLowerCase()];
    if (media === undefined) throw new Obstacle(`What kind of file ${basename(file)} is does not show in its name. Say it with --media, for example --media application/pdf.`);

    const bytes = await world.files.read(resolve(world.cwd, file)).catch(() => {
      throw new Obstacle(`${file} cannot be read as a file. Give the file itself, not a folder.`);
    });
    const salt = world.random(18);
    const salted = new Uint8Array(salt.length + bytes.length);
    salted.set(salt);
    salted.set(bytes, salt.length);
    const piece = { link, media, bytes: bytes.length, salt: Buffer.from(salt).toString('base64url'), sha256: sha256(salted) };
    const before = ((submission.evidence as Record<string, readonly { readonly link: string }[]>)[requirement] ?? []).filter((other) => other.link !== link);
    let next = setInFrontMatter(text, ['evidence', requirement], [...before, piece]);
    if (found.oneOf !== undefined) next = setInFrontMatter(next, ['choices', requirement], choice);
    const after = parseDocument({ path: own, bytes: new TextEncoder().encode(next) });
    const fault = after.faults[0] ?? validate('submission', after)[0];
    if (fault !== undefined) throw new Obstacle(`Nothing was written, because your submission would have a fault: ${fault.message}. Look at --link and --media.`);
    await world.files.write(path, next);
    world.out.write(`${found.title}: ${basename(file)} is committed to by its size and a salted SHA-256, and linked at ${link}.\nThe file itself stays where it is. If you change it, attach it again.\n`);
    return 0;
  },
} satisfies Command as Command;
