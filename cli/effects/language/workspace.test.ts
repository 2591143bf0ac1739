import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { smallestCatalog, smallestTexts } from '../../testing/smallest.ts';
import type { Files } from '../files.ts';
import type { World } from '../world.ts';
import type { EditorDiagnostic } from './answers.ts';
import { requests } from './requests.ts';
import { openText } from './text-document.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

const encoder = new TextEncoder();
const EVIDENCE = 'evidence/wait-time.yaml';
const RUBRIC = 'rubrics/wait-time.yaml';
const uri = (path: string): string => pathToFileURL(path).href;

interface Scene {
  readonly disk: Map<string, Uint8Array>;
  readonly world: World;
  readonly workspace: Workspace;
  /** What the editor shows, by path. */
  readonly shown: Map<string, readonly EditorDiagnostic[]>;
  readonly warned: string[];
  /** Waits until all has been said. */
  readonly settle: () => Promise<void>;
}

// A workspace of folders over a disk in memory, each with the smallest catalog.
async function scene(homes: readonly string[], { folder = 'catalog', extra = {} }: { readonly folder?: string; readonly extra?: Readonly<Record<string, string>> } = {}): Promise<Scene> {
  const disk = new Map<string, Uint8Array>(homes.flatMap((home) => smallestCatalog().map(({ path, bytes }) => [`${home}/${folder}/${path}`, bytes] as const)));
  for (const [path, text] of Object.entries(extra)) disk.set(path, encoder.encode(text));
  const files = {
    read: async (path: string) => disk.get(path) ?? Promise.reject(new Error(`ENOENT ${path}`)),
    exists: async (path: string) => disk.has(path) || [...disk.keys()].some((key) => key.startsWith(`${path}/`)),
    list: async (at: string) => [...disk.keys()].flatMap((key) => (key.startsWith(`${at}/`) ? [key.slice(at.length + 1)] : [])),
  } as Partial<Files> as Files;
  const world = { cwd: '/elsewhere', env: {}, files, now: () => new Date('2026-11-22T09:00:00Z') } as Partial<World> as World;
  const shown = new Map<string, readonly EditorDiagnostic[]>();
  const warned: string[] = [];
  const workspace = openWorkspace({ world, folder, alsoFind: async () => [], editor: { publish: (at, _, diagnostics) => void (diagnostics.length === 0 ? shown.delete(at) : shown.set(at, diagnostics)), warn: (sentence) => void warned.push(sentence), log: (sentence) => void warned.push(sentence) } });
  await workspace.setFolders(homes);
  const settle = async (): Promise<void> => {
    for (const catalog of workspace.catalogs()) await workspace.found({ catalog, path: 'issuer.yaml' });
  };
  await settle();
  return { disk, world, workspace, shown, warned, settle };
}

const codes = ({ shown }: Scene, path: string): readonly string[] => (shown.get(uri(path)) ?? []).map(({ code }) => code);
const write = ({ workspace }: Scene, path: string, text: string): void => {
  workspace.open.set(uri(path), openText(uri(path), 1, text));
  workspace.changed(workspace.standing(uri(path))!.catalog);
};

describe('a workspace', () => {
  it('holds several catalogs apart, and says nothing more of one that is closed', async () => {
    const here = await scene(['/one', '/two']);
    expect(here.shown.size).toBe(0);
    write(here, `/one/catalog/${RUBRIC}`, smallestTexts[RUBRIC]!.replace('- id: waits', '- id: pauses'));
    await here.settle();
    expect(codes(here, `/one/catalog/${EVIDENCE}`)).toContain('feeds-known');
    expect([...here.shown.keys()].filter((at) => at.includes('/two/'))).toEqual([]);
    await here.workspace.setFolders(['/two']);
    expect(here.shown.size).toBe(0);
    expect(here.workspace.standing(uri(`/one/catalog/${RUBRIC}`))).toBeNull();
  });

  it('goes by another folder where one is named, and by none that is not there', async () => {
    expect((await scene(['/one'], { folder: 'programme/catalog' })).workspace.catalogs().map(({ root }) => root)).toEqual(['/one/programme/catalog']);
    const here = await scene([]);
    await here.workspace.setFolders(['/three']);
    expect(here.workspace.catalogs()).toEqual([]);
  });

  it('lets go of a catalog whose folder is gone, says so once, and takes it up again when it is back', async () => {
    const here = await scene(['/one']);
    write(here, `/one/catalog/${RUBRIC}`, smallestTexts[RUBRIC]!.replace('- id: waits', '- id: pauses'));
    await here.settle();
    expect(here.shown.size).toBeGreaterThan(0);
    const kept = [...here.disk];
    const [catalog] = here.workspace.catalogs();
    for (const gone of [[RUBRIC], undefined]) {
      here.disk.clear();
      await here.workspace.readAgain(catalog!, gone);
      expect(here.workspace.catalogs()).toEqual([]);
      expect(here.shown.size).toBe(0);
    }
    expect(here.warned).toEqual(['catalog is not there, as after a change of branch. It is reported on again when it is back.']);
    for (const [path, bytes] of kept) here.disk.set(path, bytes);
    await here.workspace.setFolders(['/one']);
    await here.settle();
    expect(here.shown.size).toBeGreaterThan(0);
  });

  it('knows which documents are of a catalog, however their address is written', async () => {
    const { workspace } = await scene(['/one two']);
    expect(workspace.standing('file:///one%20two/catalog/rubrics/wait-time.yaml')?.path).toBe(RUBRIC);
    for (const other of ['file:///one%20two/catalog', 'file:///one%20two/catalogs/a.yaml', 'file:///one%20two/issuer.yaml', 'untitled:a', 'file://host/%2f', 'git:/one/catalog/issuer.yaml', '']) expect(workspace.standing(other), other).toBeNull();
  });

  it('counts a document that is not on the disk yet, and forgets it when it is closed unsaved', async () => {
    const here = await scene(['/one']);
    write(here, '/one/catalog/rubrics/fresh.yaml', 'levels: [');
    await here.settle();
    expect(codes(here, '/one/catalog/rubrics/fresh.yaml')).toEqual(['yaml']);
    here.workspace.open.clear();
    here.workspace.changed(here.workspace.catalogs()[0]!);
    await here.settle();
    expect(here.shown.size).toBe(0);
  });

  it('goes by what is typed where the disk holds something else', async () => {
    const here = await scene(['/one'], { extra: { [`/one/catalog/${RUBRIC}`]: 'levels: [' } });
    expect(codes(here, `/one/catalog/${RUBRIC}`)).toEqual(['yaml']);
    write(here, `/one/catalog/${RUBRIC}`, smallestTexts[RUBRIC]!);
    await here.settle();
    expect(here.shown.size).toBe(0);
  });

  it('reads files again that changed on the disk, and a folder of which nothing more is told', async () => {
    const here = await scene(['/one']);
    const [catalog] = here.workspace.catalogs();
    here.disk.set('/one/catalog/rubrics/a.yaml', encoder.encode('levels: ['));
    await catalog!.read(['rubrics/a.yaml']);
    here.workspace.changed(catalog!);
    await here.settle();
    expect(codes(here, '/one/catalog/rubrics/a.yaml')).toEqual(['yaml']);
    for (const path of [...here.disk.keys()]) if (path.startsWith('/one/catalog/rubrics/')) here.disk.delete(path);
    await catalog!.read(['rubrics']);
    here.workspace.changed(catalog!);
    await here.settle();
    expect(codes(here, '/one/catalog/rubrics/a.yaml')).toEqual([]);
    expect(codes(here, '/one/catalog/credentials/wait-time.md')).toContain('reference-resolves');
  });

  it('looks for the names of pupils on the workspace\'s own list, and says once what is wrong with that', async () => {
    const here = await scene(['/one'], { extra: { '/one/.laurel/roster.txt': 'Ottoline Quince\n' } });
    write(here, '/one/catalog/credentials/wait-time.md', smallestTexts['credentials/wait-time.md']!.replace('Count silently', 'Ask Ottoline Quince to count'));
    await here.settle();
    expect(codes(here, '/one/catalog/credentials/wait-time.md')).toContain('no-pupil-name');
    here.disk.set('/one/.laurel/roster.txt', encoder.encode('\n'));
    for (const text of ['a', 'b']) {
      write(here, '/one/catalog/credentials/wait-time.md', text);
      await here.settle();
    }
    expect(here.warned).toEqual([expect.stringContaining('There is no name in the roster')]);
  });

  it('reads no file that is larger than the lint takes', async () => {
    const here = await scene(['/one']);
    const path = `/one/catalog/${RUBRIC}`;
    write(here, path, `# ${'x'.repeat(1024 * 1024)}\n${smallestTexts[RUBRIC]!}`);
    await here.settle();
    expect(codes(here, path)).toEqual(['size']);
    const answers = requests(here.world, here.workspace);
    const asked = { textDocument: { uri: uri(path) }, position: { line: 3, character: 4 } };
    expect(answers.completion(asked)).toBeNull();
    expect(answers.formatting(asked)).toEqual([]);
  });

  it('formats as `laurel fmt` does, and leaves what teachers hand in alone', async () => {
    const here = await scene(['/one']);
    const answers = requests(here.world, here.workspace);
    const swapped = smallestTexts[RUBRIC]!.replace('passing: proficient\n', '').replace(/$/, 'passing: proficient\n');
    write(here, `/one/catalog/${RUBRIC}`, swapped);
    expect(answers.formatting({ textDocument: { uri: uri(`/one/catalog/${RUBRIC}`) } })).toMatchObject([{ newText: expect.stringContaining('passing: proficient') }]);
    const submission = '/one/catalog/submissions/wait-time/example-teacher/1/submission.md';
    write(here, submission, `${new TextDecoder().decode(here.disk.get(submission))}   \n\n\n`);
    expect(answers.formatting({ textDocument: { uri: uri(submission) } })).toEqual([]);
  });
});
