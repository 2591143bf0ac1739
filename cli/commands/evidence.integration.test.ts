import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeZip } from '../core/privacy/zip.ts';
import { CLAIM, rehearse, work, type Snapshot, type TestRehearsal } from '../testing/rehearse.ts';
import { keepScene } from '../testing/scenes.ts';

let snapshot: Snapshot;
let rehearsal: TestRehearsal;
beforeAll(async () => {
  snapshot = await keepScene('handed-in');
}, 240_000);
afterAll(() => rm(snapshot.folder, { recursive: true, force: true }));
beforeEach(async () => {
  rehearsal = await rehearse(snapshot);
}, 60_000);
afterEach(() => rehearsal.end());

const plan = join(work, 'first', 'plan.md');
const encoder = new TextEncoder();

describe('laurel evidence', { timeout: 120_000 }, () => {
  it('lists what was committed to, and tells the very file from a changed one and from another', async () => {
    const ines = rehearsal.actors['ines-carvalho'];
    const listed = await ines.laurel('evidence', '1');
    expect(listed.code, listed.err).toBe(0);
    expect(listed.out).toContain('https://files.marlow-valley.example/maya/plan.md');
    expect(await ines.laurel('evidence', '1', plan)).toMatchObject({ code: 0, out: expect.stringMatching(/^plan\.md: match\. This is plan 1/) });
    const changed = join(ines.clone, '..', 'changed.md');
    const bytes = await readFile(plan);
    bytes[0] = bytes[0]! ^ 1;
    await writeFile(changed, bytes);
    expect(await ines.laurel('evidence', '1', changed)).toMatchObject({ code: 1, out: expect.stringMatching(/^changed\.md: no match\. It has the size of plan 1/) });
    const other = join(ines.clone, '..', 'other.md');
    await writeFile(other, 'Something else.');
    const json = await ines.laurel('evidence', '1', plan, other, '--json');
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out).files).toEqual([{ file: plan, outcome: 'match', requirement: 'plan', number: 1 }, { file: other, outcome: 'unknown', requirement: null, number: null }]);
    expect(await ines.laurel('evidence', '1', 'nowhere.md')).toMatchObject({ code: 2, err: 'laurel: There is no file nowhere.md.\n' });
  });
});

describe('laurel attach', { timeout: 120_000 }, () => {
  const picture = async (): Promise<Buffer> =>
    sharp({ create: { width: 48, height: 32, channels: 3, background: '#246' } }).withExif({ IFD0: { Artist: 'Somebody Invented' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '44/1 30/1 0/1', GPSLongitudeRef: 'W', GPSLongitude: '123/1 0/1 0/1' } }).jpeg().toBuffer();

  it('puts a small picture beside submission.md under a neutral name, without the place where it was taken', async () => {
    const maya = rehearsal.actors['maya-okafor'];
    const photo = join(maya.clone, '..', 'IMG Liam.jpg');
    await writeFile(photo, await picture());
    const attached = await maya.laurel('attach', 'decision-record', photo);
    expect(attached.code, attached.err).toBe(0);
    expect(attached.out).toContain('decision-record-1.jpg');
    expect(attached.out).toContain('property "GPS"');
    const written = await readFile(join(maya.clone, CLAIM, 'decision-record-1.jpg'));
    expect(written.includes('Exif')).toBe(false);
    expect(await sharp(written).metadata()).toMatchObject({ width: 48, height: 32 });
    const linted = await maya.laurel('lint', CLAIM);
    expect(linted.out, linted.out).not.toMatch(/error/);
    expect(await maya.laurel('submit')).toMatchObject({ code: 0 });
    const compared = await rehearsal.actors['ines-carvalho'].laurel('evidence', '1', join(maya.clone, CLAIM, 'decision-record-1.jpg'));
    expect(compared).toMatchObject({ code: 0, out: expect.stringContaining('match. This is decision-record') });
  });

  it('takes the place of the file that was attached before', async () => {
    const maya = rehearsal.actors['maya-okafor'];
    const notes = join(maya.clone, '..', 'notes.txt');
    await writeFile(notes, 'The first notes.');
    expect(await maya.laurel('attach', 'decision-record', notes)).toMatchObject({ code: 0 });
    await writeFile(notes, 'The second notes.');
    const again = await maya.laurel('attach', 'decision-record', notes);
    expect(again.code, again.err).toBe(0);
    expect(await readFile(join(maya.clone, CLAIM, 'decision-record-1.txt'), 'utf8')).toBe('The second notes.');
    expect((await readFile(join(maya.clone, CLAIM, 'submission.md'), 'utf8')).match(/file: decision/g)).toHaveLength(1);
  });

  const REFUSED: readonly (readonly [what: string, options: readonly string[], name: string, content: string | null, message: RegExp])[] = [
    ['a file that is not there', [], 'gone.txt', null, /There is no file gone\.txt/],
    ['a link that is not https', ['--link', 'http://files.example.org/plan'], 'plan.txt', 'text', /link with http:, expected https:/],
    ['a link that is no address', ['--link', 'files/plan'], 'plan.txt', 'text', /no address, expected one that begins with https/],
    ['a link into a private network', ['--link', 'https://192.168.4.7/plan'], 'plan.txt', 'text', /link into a private network/],
    ['a link to a machine inside', ['--link', 'https://fileserver.internal/plan'], 'plan.txt', 'text', /known only inside a network/],
    ['a type that is not attached', [], 'plan.svg', '<svg/>', /cannot lie beside submission\.md.*--link/s],
    ['an office file', [], 'plan.docx', 'PK', /cannot lie beside submission\.md.*--link/s],
    ['a file that is not what it says', [], 'plan.png', 'text', /is not what its name says/],
    ['a file over 2 MiB', [], 'plan.txt', 'x'.repeat(2 * 1024 * 1024 + 1), /at most 2048 KiB/],
    ['a text with a student number', [], 'plan.txt', 'Student ID 4711820 did well.', /was not attached:\n.*student number/s],
  ];

  it('refuses what must not be attached, says why, and writes nothing', async () => {
    const maya = rehearsal.actors['maya-okafor'];
    const before = await readFile(join(maya.clone, CLAIM, 'submission.md'), 'utf8');
    for (const [what, options, name, content, message] of REFUSED) {
      const file = content === null ? name : join(maya.clone, '..', name);
      if (content !== null) await writeFile(file, content);
      expect(await maya.laurel('attach', 'plan', file, ...options), what).toMatchObject({ code: 2, err: expect.stringMatching(message) });
    }
    expect(await readFile(join(maya.clone, CLAIM, 'submission.md'), 'utf8')).toBe(before);
    expect(await readdir(join(maya.clone, CLAIM))).toEqual(['submission.md']);
  });

  it('refuses the names of a roster, which is named, set or lies where git passes over it', async () => {
    const maya = rehearsal.actors['maya-okafor'];
    const notes = join(maya.clone, '..', 'notes.txt');
    await writeFile(notes, 'Then José Tarrow spoke.');
    await mkdir(join(maya.clone, '.laurel'), { recursive: true });
    await writeFile(join(maya.clone, '.laurel', 'roster.txt'), '# Class 5b\nTarrow, Jose\n');
    expect(await maya.laurel('attach', 'plan', notes)).toMatchObject({ code: 2, err: expect.stringContaining('full name of your roster') });
    const path = join(maya.clone, CLAIM, 'submission.md');
    await writeFile(path, (await readFile(path, 'utf8')).replace('\n## What changed in your teaching\n\n', '\n## What changed in your teaching\n\nJose Tarrow asked first. '));
    expect(await maya.laurel('lint', CLAIM)).toMatchObject({ code: 1, out: expect.stringContaining('no-pupil-name') });
    expect(await maya.laurel('submit')).toMatchObject({ code: 1, out: expect.stringContaining('no-pupil-name') });
    await rm(join(maya.clone, '.laurel'), { recursive: true });
    expect(await maya.laurel('lint', CLAIM)).toMatchObject({ code: 0 });
    expect(await maya.laurel('lint', CLAIM, '--roster', 'gone.txt')).toMatchObject({ code: 2, err: expect.stringContaining('There is no roster at gone.txt') });
    await writeFile(join(maya.clone, CLAIM, 'roster.txt'), 'Jose Tarrow\n');
    expect(await maya.laurel('lint', '--roster', join(CLAIM, 'roster.txt'))).toMatchObject({ code: 2, err: expect.stringContaining('inside the catalog') });
    expect(await maya.laurel('lint', CLAIM)).toMatchObject({ code: 1, out: expect.stringContaining('name of a roster') });
  });
});

describe('laurel blind', { timeout: 120_000 }, () => {
  it('writes a copy that says nothing of its author, under a name that nothing tells', async () => {
    const lead = rehearsal.actors['priya-nair'];
    const made = await lead.laurel('blind', '1', plan);
    expect(made.code, made.out + made.err).toBe(0);
    const [id] = await readdir(join(lead.clone, '.laurel', 'blind'));
    expect(id).toMatch(/^claim-[0-9a-f]{8}$/);
    const folder = join(lead.clone, '.laurel', 'blind', id!);
    expect((await readdir(folder)).sort()).toEqual(['claim.md', 'plan-1.md']);
    for (const name of await readdir(folder)) expect(await readFile(join(folder, name), 'utf8')).not.toMatch(/maya|okafor|https?:/i);
    expect(made.out).toContain('ask the programme lead for the file');
    const again = await lead.laurel('blind', '1', '--out', 'elsewhere', '--json');
    const other = JSON.parse(again.out) as { readonly claim: string };
    expect(other).toMatchObject({ claim: expect.stringMatching(/^claim-[0-9a-f]{8}$/), out: 'elsewhere', files: ['claim.md'], tellings: [] });
    // Drawn, and not worked out from the few numbers that a pull request can have.
    expect(other.claim).not.toBe(id);
    expect(await lead.laurel('blind', '1', '--out', 'elsewhere')).toMatchObject({ code: 2, err: expect.stringContaining('is there already') });
  });

  it('writes nothing while a name is found: in the text, in an attached file, in a school, in a link', async () => {
    const { 'maya-okafor': maya, 'priya-nair': lead } = rehearsal.actors;
    const path = join(maya.clone, CLAIM, 'submission.md');
    const text = (await readFile(path, 'utf8')).replace('\nattestations:', '\nschool: tarn-hill-elementary\nteam: [quill-unnamed]\nattestations:');
    await writeFile(path, `${text}\nAsk Ms. OKÁFOR, or see [our page](https://tarnhill.example/maya-okafor).\n`);
    const notes = join(maya.clone, '..', 'notes.txt');
    await writeFile(notes, 'Planned at Tarn Hill with mayaOkafor.');
    expect(await maya.laurel('attach', 'decision-record', notes)).toMatchObject({ code: 0 });
    const submitted = await maya.laurel('submit');
    expect(submitted.code, submitted.out + submitted.err).toBe(0);
    expect(await lead.laurel('blind', '1')).toMatchObject({ code: 2, err: expect.stringMatching(/no name of quill-unnamed, so nothing was written.*--no-name/s) });
    expect(await lead.laurel('blind', '1', '--name', 'Quill')).toMatchObject({ code: 1 });
    const refused = await lead.laurel('blind', '1', '--json', '--no-name');
    expect(refused.code, refused.err).toBe(1);
    const { tellings, out } = JSON.parse(refused.out) as { readonly tellings: readonly { readonly where: string; readonly whose: string }[]; readonly out: string | null };
    expect(out).toBeNull();
    expect([...new Set(tellings.map(({ where, whose }) => `${where} ${whose}`))].sort()).toEqual(['decision-record-1.txt the login', 'decision-record-1.txt the school', 'submission.md the login', 'submission.md the school']);
    expect(await readdir(lead.clone)).not.toContain('.laurel');
    expect(refused.out).not.toMatch(/okafor/i);
  });

  it('takes people out of an office document, and fails on a name in its text', async () => {
    const { 'maya-okafor': maya, 'priya-nair': lead } = rehearsal.actors;
    const document = (words: string): Uint8Array =>
      writeZip(new Map([
        ['[Content_Types].xml', '<Types/>'],
        ['docProps/core.xml', '<cp:coreProperties><dc:creator>Maya Okafor</dc:creator></cp:coreProperties>'],
        ['word/document.xml', `<w:document><w:body><w:p>${words}</w:p><w:ins w:author="Maya Okafor"/></w:body></w:document>`],
        ['word/_rels/document.xml.rels', '<Relationships><Relationship Id="r1" TargetMode="External" Target="https://files.example/a"/></Relationships>'],
      ].map(([name, xml]) => [name!, encoder.encode(xml)] as const)));
    const clean = join(maya.clone, '..', 'plan.docx');
    await writeFile(clean, document('<w:r><w:t>A plan.</w:t></w:r>'));
    const telling = join(maya.clone, '..', 'record.docx');
    // Word cuts words into runs as it likes.
    await writeFile(telling, document('<w:r><w:t>By Oka</w:t></w:r><w:r><w:t>for.</w:t></w:r>'));
    expect(await maya.laurel('attach', 'plan', clean, '--link', 'https://files.example.org/a')).toMatchObject({ code: 0, out: expect.stringContaining('property "dc:creator"') });
    expect(await maya.laurel('attach', 'decision-record', telling, '--link', 'https://files.example.org/b')).toMatchObject({ code: 0 });
    await maya.git('commit', '--quiet', '--all', '--message', 'More');
    await maya.git('push', '--quiet', rehearsal.practice.gitUrl('maya-okafor', 'credentials'), 'HEAD');
    const good = await lead.laurel('blind', '1', clean, '--out', 'good');
    expect(good.code, good.out + good.err).toBe(0);
    const copy = (await readFile(join(lead.clone, 'good', (await readdir(join(lead.clone, 'good'))).find((name) => name.endsWith('.docx'))!))).toString('latin1');
    expect(copy).not.toMatch(/Okafor/);
    expect(await lead.laurel('blind', '1', telling, '--out', 'bad')).toMatchObject({ code: 1, out: expect.stringMatching(/decision-record-\d\.docx:.*a word of the login/) });
    expect(await readdir(lead.clone)).not.toContain('bad');
  });
});
