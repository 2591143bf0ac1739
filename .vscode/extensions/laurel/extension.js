// Starts `laurel lsp` for the catalog of this repository. Plain JavaScript: Visual Studio Code runs it as it lies here.
const { existsSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join } = require('node:path');

/** How the server of a copy of the repository is started. */
const server = (root) => ({ command: 'node', args: [join(root, 'cli', 'laurel.mjs'), 'lsp', '--stdio'], options: { cwd: root } });

/** The files that it is told of. */
const documents = [{ scheme: 'file', pattern: '**/catalog/**/*.{yaml,md}' }];

const isCopy = (folder) => existsSync(join(folder, 'cli', 'laurel.mjs'));

let client;

async function activate() {
  const { window, workspace } = require('vscode');
  const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  const root = folders.find(isCopy) ?? join(__dirname, '..', '..', '..');
  if (!isCopy(root) || !existsSync(join(root, 'node_modules', 'vscode-languageclient'))) {
    void window.showErrorMessage('Laurel is not installed yet: run `node cli/laurel.mjs --version` once in the folder of this repository, then reload the window.');
    return;
  }
  const { LanguageClient } = createRequire(join(root, 'package.json'))('vscode-languageclient/node');
  client = new LanguageClient('laurel', 'Laurel', server(root), { documentSelector: documents });
  await client.start();
}

const deactivate = () => client?.stop();

module.exports = { activate, deactivate, server, documents };
