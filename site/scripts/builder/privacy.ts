const LARGEST = 64 * 1024 ** 2;

/** What the privacy rules find in a file, as sentences. It is read here and goes nowhere; films are too large to be looked into. */
export async function findingsIn(file: File): Promise<readonly string[]> {
  if (file.size > LARGEST) return [];
  const { inspectFile } = await import('../../../cli/core/privacy/inspect-file.ts');
  const found = inspectFile({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
  return found.map(({ message, remedy }) => `${message}. ${remedy}`);
}
