import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter, type CodeAction, type CompletionList, type Hover, type Location, type ProtocolConnection, type PublishDiagnosticsParams, type TextEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { smallestCatalog, smallestTexts } from '../testing/smallest.ts';

const root = join(import.meta.dirname, '..', '..');
const extension = createRequire(import.meta.url)(join(root, '.vscode', 'extensions', 'laurel', 'extension.js')) as { readonly server: (root: string) => { readonly command: string; readonly args: readonly string[] } };
const CREDENTIAL = 'credentials/wait-time.md';
const EVIDENCE = 'evidence/wait-time.yaml';
const RUBRIC = 'rubrics/wait-time.yaml';

let folder: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'laurel-lsp-'));
  for (const { path, bytes } of smallestCatalog()) {
    await mkdir(dirname(join(folder, 'catalog', path)), { recursive: true });
    await writeFile(join(folder, 'catalog', path), bytes);
  }
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

interface Session {
  readonly child: ChildProcess;
  readonly rpc: ProtocolConnection;
  readonly uri: (path: string) => string;
  /** What was last said of a file, once it is so. */
  readonly until: (path: string, isSo: (params: PublishDiagnosticsParams) => boolean) => Promise<PublishDiagnosticsParams>;
  readonly said: string[];
}

// The command line that the extension starts, as a client of any editor would.
async function session({ processId = process.pid, watched = true, home = folder }: { readonly processId?: number; readonly watched?: boolean; readonly home?: string } = {}): Promise<Session> {
  const { command, args } = extension.server(root);
  const child = spawn(command, args, { cwd: home, stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  const rpc = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  const last = new Map<string, PublishDiagnosticsParams>();
  const waiting = new Set<() => void>();
  const said: string[] = [];
  rpc.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    last.set(params.uri, params);
    for (const look of waiting) look();
  });
  for (const method of ['window/showMessage', 'window/logMessage']) rpc.onNotification(method, ({ message }: { readonly message: string }) => void said.push(message));
  rpc.onRequest('client/registerCapability', () => null);
  rpc.listen();
  const uri = (path: string): string => pathToFileURL(join(folder, 'catalog', path)).href;
  const { capabilities } = await rpc.sendRequest<{ readonly capabilities: { readonly hoverProvider: boolean } }>('initialize', { processId, rootUri: null, workspaceFolders: [{ uri: pathToFileURL(home).href, name: 'programme' }], capabilities: { workspace: { didChangeWatchedFiles: { dynamicRegistration: watched } } } });
  expect(capabilities.hoverProvider).toBe(true);
  await rpc.sendNotification('initialized', {});
  const until: Session['until'] = (path, isSo) => new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error(`${path}: ${JSON.stringify(last.get(uri(path)))}\n${said.join('\n')}`)), 30_000);
    const look = (): void => {
      const params = last.get(uri(path));
      if (params === undefined || !isSo(params)) return;
      clearTimeout(late);
      waiting.delete(look);
      done(params);
    };
    waiting.add(look);
    look();
  });
  return { child, rpc, uri, until, said };
}

const open = ({ rpc, uri }: Session, path: string, text: string): Promise<void> => rpc.sendNotification('textDocument/didOpen', { textDocument: { uri: uri(path), languageId: 'yaml', version: 1, text } });
const rules = ({ diagnostics }: PublishDiagnosticsParams): readonly unknown[] => diagnostics.map(({ code }) => code).filter((code) => code !== 'release-current');
const applied = (text: string, edits: readonly TextEdit[]): string => TextDocument.applyEdits(TextDocument.create('', '', 0, text), [...edits]);

describe('laurel lsp', () => {
  it('helps an editor from the first fault to the last', async () => {
    const editor = await session();
    const { rpc, uri, until } = editor;
    // Half of the text stands behind a character of two units, and lines end as on Windows.
    const text = smallestTexts[CREDENTIAL]!.replace('Read [how to begin](#method)', '\u{1F600} [how to begin](#Method)').replaceAll('\n', '\r\n');
    const document = TextDocument.create('', '', 0, text);
    const at = (part: string, more = 0) => document.positionAt(text.indexOf(part) + more);
    await open(editor, CREDENTIAL, text);
    const faults = await until(CREDENTIAL, (params) => rules(params).length > 0);
    const [fault] = faults.diagnostics.filter(({ code }) => code === 'link-resolves');
    expect(faults.version).toBe(1);
    expect(fault).toMatchObject({ severity: 1, source: 'laurel', codeDescription: { href: 'https://credentials.example.org/rules/link-resolves/' }, range: { start: at('[how'), end: at('[how', '[how to begin](#Method)'.length) } });
    expect(fault!.message).toMatch(/^Unexpected link .*\n→ Write a full address/);

    // The mend makes it go away.
    const actions = await rpc.sendRequest<readonly CodeAction[]>('textDocument/codeAction', { textDocument: { uri: uri(CREDENTIAL) }, range: fault!.range, context: { diagnostics: [fault] } });
    expect(actions.map(({ title, kind, isPreferred }) => [title, kind, isPreferred ?? false])).toEqual([['Link to #method', 'quickfix', true], [expect.stringMatching(/^Let it stand until /), 'quickfix', false], ["Mend all that needs nobody's judgement", 'source.fixAll.laurel', false]]);
    const [all] = await rpc.sendRequest<readonly CodeAction[]>('textDocument/codeAction', { textDocument: { uri: uri(CREDENTIAL) }, range: fault!.range, context: { diagnostics: [], only: ['source.fixAll'] } });
    const mended = text.replace('#Method', '#method');
    for (const action of [actions[0]!, actions[2]!, all!]) expect(applied(text, action.edit!.changes![uri(CREDENTIAL)]!)).toBe(mended);
    await rpc.sendNotification('textDocument/didChange', { textDocument: { uri: uri(CREDENTIAL), version: 2 }, contentChanges: [{ range: { start: at('#Method', 1), end: at('#Method', 2) }, text: 'm' }] });
    await until(CREDENTIAL, (params) => rules(params).length === 0);

    // What is typed and not saved is what counts, in this file and for the others.
    const rubric = smallestTexts[RUBRIC]!.replace('- id: waits', '- id: waits1');
    await open(editor, RUBRIC, rubric);
    const elsewhere = await until(EVIDENCE, (params) => rules(params).includes('feeds-known'));
    expect(elsewhere.version).toBeUndefined();
    expect(elsewhere.diagnostics.find(({ code }) => code === 'feeds-known')!.range).toEqual({ start: { line: 15, character: 12 }, end: { line: 15, character: 17 } });
    await open(editor, EVIDENCE, smallestTexts[EVIDENCE]!);
    const meant = await rpc.sendRequest<readonly CodeAction[]>('textDocument/codeAction', { textDocument: { uri: uri(EVIDENCE) }, range: elsewhere.diagnostics[0]!.range, context: { diagnostics: [], only: ['quickfix'] } });
    expect(meant.map(({ title, isPreferred }) => [title, isPreferred])).toEqual([['Write "waits1"', undefined]]);
    const list = await rpc.sendRequest<CompletionList>('textDocument/completion', { textDocument: { uri: uri(EVIDENCE) }, position: { line: 15, character: 14 } });
    expect(list.items.map(({ label, detail }) => [label, detail])).toEqual([['waits1', 'Waits after asking']]);
    const hover = await rpc.sendRequest<Hover>('textDocument/hover', { textDocument: { uri: uri(CREDENTIAL) }, position: at('rubric: wait', 9) });
    expect(hover.contents).toMatchObject({ kind: 'markdown', value: expect.stringContaining('| Criterion | Not yet | **Proficient** |') });
    const place = await rpc.sendRequest<Location>('textDocument/definition', { textDocument: { uri: uri(CREDENTIAL) }, position: at('teaching/gives', 10) });
    expect(place).toEqual({ uri: uri('competencies/teaching.yaml'), range: { start: { line: 4, character: 8 }, end: { line: 4, character: 23 } } });
    const mentions = await rpc.sendRequest<readonly Location[]>('textDocument/references', { textDocument: { uri: uri(RUBRIC) }, position: { line: 7, character: 10 }, context: { includeDeclaration: true } });
    expect(mentions.map((mention) => mention.uri)).toEqual([uri(RUBRIC)]);
    expect(await rpc.sendRequest<readonly unknown[]>('textDocument/documentSymbol', { textDocument: { uri: uri(EVIDENCE) } })).toHaveLength(3);
    const edits = await rpc.sendRequest<readonly TextEdit[]>('textDocument/formatting', { textDocument: { uri: uri(RUBRIC) }, options: { tabSize: 2, insertSpaces: true } });
    expect(edits).toEqual([]);

    // A file that does not parse hides no fault of others, and is told of itself.
    await rpc.sendNotification('textDocument/didChange', { textDocument: { uri: uri(RUBRIC), version: 2 }, contentChanges: [{ text: rubric }] });
    await rpc.sendNotification('textDocument/didChange', { textDocument: { uri: uri(CREDENTIAL), version: 3 }, contentChanges: [{ text: text.replace('status: active', 'status: [') }] });
    expect(rules(await until(CREDENTIAL, (params) => rules(params).includes('yaml')))).toEqual(['yaml']);
    await rpc.sendNotification('textDocument/didClose', { textDocument: { uri: uri(RUBRIC) } });
    await rpc.sendNotification('textDocument/didClose', { textDocument: { uri: uri(CREDENTIAL) } });
    await until(CREDENTIAL, (params) => params.diagnostics.length === 0);

    // Files that change on the disk are read again, and what is gone is cleared.
    await writeFile(join(folder, 'catalog', 'rubrics', 'broken.yaml'), 'levels: [');
    await rpc.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('rubrics/broken.yaml'), type: 1 }] });
    await until('rubrics/broken.yaml', (params) => rules(params).includes('yaml'));
    await rm(join(folder, 'catalog', 'rubrics', 'broken.yaml'));
    await rpc.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('rubrics/broken.yaml'), type: 3 }] });
    await until('rubrics/broken.yaml', (params) => params.diagnostics.length === 0);

    // Nothing is asked of a document that is no part of a catalog, and nothing breaks.
    expect(await rpc.sendRequest('textDocument/hover', { textDocument: { uri: 'untitled:1' }, position: { line: 0, character: 0 } })).toBeNull();
    expect(await rpc.sendRequest('textDocument/completion', { textDocument: { uri: uri(EVIDENCE) }, position: { line: 9999, character: 9999 } })).toMatchObject({ items: [] });
    expect(editor.said).toEqual([]);
    await rpc.sendRequest('shutdown');
    await rpc.sendNotification('exit');
    expect(await once(editor.child, 'close')).toEqual([0, null]);
  });

  it('ends with 1 where the editor leaves without a word, or is gone', async () => {
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    const [left, orphaned, cut] = await Promise.all([session({ watched: false }), session({ processId: gone, home: join(folder, 'catalog') }), session()]);
    const ends = [left, orphaned, cut].map(({ child }) => once(child, 'close'));
    await left.rpc.sendNotification('exit');
    cut.child.stdin!.end();
    expect(await Promise.all(ends)).toEqual([[1, null], [1, null], [1, null]]);
    // There is no catalog in the folder of one, and it says where it looked.
    expect(orphaned.said).toEqual([expect.stringContaining('there is no folder catalog in catalog')]);
  });
});
