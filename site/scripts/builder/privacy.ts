import type { PrivacyFinding } from '../../../cli/core/privacy/finding.ts';

const LARGEST = 64 * 1024 ** 2;

/** What the privacy rules find in a file and its name, as sentences; names of pupils only where some were given. It is read here and goes nowhere; of films, which are too large to be looked into, the name alone. */
export async function findingsIn(file: File, roster: readonly string[]): Promise<readonly string[]> {
  return (await found(file, roster)).map(({ message, remedy }) => `${message}. ${remedy}`);
}

async function found(file: File, roster: readonly string[]): Promise<readonly PrivacyFinding[]> {
  if (file.size > LARGEST) return [...(await import('../../../cli/core/privacy/file-names.ts')).fileNameFindings(file.name, { roster })];
  const { inspectFile } = await import('../../../cli/core/privacy/inspect-file.ts');
  return inspectFile({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }, { roster });
}
