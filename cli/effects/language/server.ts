import process from 'node:process';
import { basename } from 'node:path';
import { createConnection, DidChangeWatchedFilesNotification, MessageType, ShowMessageNotification, type InitializeParams } from 'vscode-languageserver/node';
import type { World } from '../world.ts';
import type { AlsoFind } from './lint-workspace.ts';
import { pathOfUri } from './open-catalog.ts';
import { FIX_ALL, requests } from './requests.ts';
import { openText } from './text-document.ts';
import { openWorkspace, type Standing } from './workspace.ts';

/** What the language server is started with. */
export interface ServerOptions {
  readonly world: World;
  readonly version: string;
  readonly folder: string;
  readonly alsoFind: AlsoFind;
}

/**
 * Serves an editor over standard input and output until it leaves. The library ends the process: with 0 after `shutdown` and `exit`, with
 * 1 where the editor went without a word or its process is gone.
 */
export function serveEditor({ world, version, folder, alsoFind }: ServerOptions): Promise<never> {
  const connection = createConnection(process.stdin, process.stdout);
  // What cannot be told any more, because the editor has gone, is not told.
  const log = (sentence: string): void => {
    try {
      connection.console.error(sentence);
    } catch {
      // This process ends in the next moment.
    }
  };
  // Whatever else would print goes to the editor's log: standard output carries the protocol and nothing besides.
  console.log = console.info = console.warn = console.error = (...words: readonly unknown[]) => log(words.join(' '));
  // What was sent to an editor that does not take it must not end this process.
  process.on('unhandledRejection', (error) => log((error as Error | undefined)?.message ?? String(error)));
  const show = (type: MessageType, message: string): void => void connection.sendNotification(ShowMessageNotification.type, { type, message });
  const workspace = openWorkspace({
    world, folder, alsoFind,
    editor: {
      publish: (uri, changed, diagnostics) => void connection.sendDiagnostics({ uri, ...(changed === undefined ? {} : { version: changed }), diagnostics: [...diagnostics] }),
      warn: (sentence) => show(MessageType.Warning, sentence),
      log,
    },
  });
  const answers = requests(world, workspace);
  let homes: readonly string[] = [];
  let isWatched = false;
  let hasFolders = false;
  let ready: Promise<unknown> = Promise.resolve();

  // Never throws out: a fault of ours is a line in the editor's log.
  const safely = <Asked, Answer>(what: string, answer: (asked: Asked) => Answer | Promise<Answer>) => async (asked: Asked): Promise<Answer | null> => {
    try {
      await ready;
      return await answer(asked);
    } catch (error) {
      const { message, stack } = error as Error;
      log(`${what} failed: ${(world.env['LAUREL_TRACE'] ?? '') === '' ? message : stack}`);
      return null;
    }
  };
  const changed = (standing: Standing | null): void => {
    if (standing !== null) workspace.changed(standing.catalog);
  };
  // Where the editor does not tell of files that change, opening and saving are the moments to look.
  const readAgain = async (uri: string, isSaved: boolean): Promise<void> => {
    // A catalog may have come into being since, or be back.
    if (workspace.standing(uri) === null && pathOfUri(uri) !== null) await workspace.setFolders(homes);
    const standing = workspace.standing(uri);
    if (standing !== null) await workspace.readAgain(standing.catalog, !isWatched ? undefined : isSaved ? [standing.path] : []);
  };

  connection.onInitialize((asked: InitializeParams) => {
    homes = homesOf(asked, world.cwd);
    isWatched = asked.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    hasFolders = asked.capabilities.workspace?.workspaceFolders === true;
    return {
      serverInfo: { name: 'laurel', version },
      capabilities: {
        positionEncoding: 'utf-16',
        textDocumentSync: { openClose: true, change: 2, save: true },
        completionProvider: { triggerCharacters: [':', ' ', '/', '#', '[', '-', '('] },
        hoverProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        documentSymbolProvider: true,
        documentFormattingProvider: true,
        codeActionProvider: { codeActionKinds: ['quickfix', FIX_ALL] },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });
  connection.onInitialized(() => {
    ready = safely('Reading the catalog', async () => {
      await workspace.setFolders(homes);
      if (workspace.catalogs().length === 0) show(MessageType.Info, `Laurel finds no catalog: there is no folder ${folder} in ${homes.map((home) => basename(home)).join(', ')}. Open the repository's folder, or start \`laurel lsp\` with --catalog.`);
      if (hasFolders) connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => void safely('Changing folders', async () => {
        const gone = new Set(removed.map(({ uri }) => pathOfUri(uri)));
        homes = [...homes.filter((home) => !gone.has(home)), ...added.flatMap(({ uri }) => pathOfUri(uri) ?? [])];
        await workspace.setFolders(homes);
      })(undefined));
      if (isWatched) await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: `**/${basename(folder)}/**` }, { globPattern: '**/.github/CODEOWNERS' }] });
    })(undefined);
  });

  connection.onDidOpenTextDocument(({ textDocument: { uri, version: first, text } }) => {
    workspace.open.set(uri, openText(uri, first, text));
    void safely('Opening a document', () => readAgain(uri, false))(undefined);
  });
  connection.onDidChangeTextDocument(({ textDocument: { uri, version: next }, contentChanges }) => {
    const before = workspace.open.get(uri);
    if (before === undefined) return;
    workspace.open.set(uri, before.changed(contentChanges, next));
    changed(workspace.standing(uri));
  });
  connection.onDidSaveTextDocument(({ textDocument: { uri } }) => void safely('Saving a document', () => readAgain(uri, true))(undefined));
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    workspace.open.delete(uri);
    void safely('Closing a document', () => readAgain(uri, true))(undefined);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => void safely('Reading changed files', async () => {
    for (const catalog of workspace.catalogs()) await workspace.readAgain(catalog, changes.flatMap(({ uri }) => catalog.pathOf(uri) ?? []));
    // One that was gone may be back.
    await workspace.setFolders(homes);
  })(undefined));

  connection.onCompletion(safely('Completing', answers.completion));
  connection.onHover(safely('Showing what something means', answers.hover));
  connection.onDefinition(safely('Finding a definition', answers.definition));
  connection.onReferences(safely('Finding what names something', answers.references));
  connection.onDocumentSymbol(safely('Listing the parts of a file', answers.symbols));
  connection.onDocumentFormatting(safely('Formatting', answers.formatting));
  connection.onCodeAction(safely('Finding mends', answers.actions));
  connection.listen();
  return new Promise<never>(() => undefined);
}

const homesOf = ({ workspaceFolders, rootUri }: InitializeParams, here: string): readonly string[] => {
  const uris = workspaceFolders != null && workspaceFolders.length > 0 ? workspaceFolders.map(({ uri }) => uri) : rootUri == null ? [] : [rootUri];
  const homes = uris.flatMap((uri) => pathOfUri(uri) ?? []);
  return homes.length > 0 ? homes : [here];
};
