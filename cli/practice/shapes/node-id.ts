/** The id under which GraphQL knows what REST numbers: a kind and the number, made opaque as GitHub does. */
export function nodeId(kind: 'U' | 'O' | 'BOT' | 'I' | 'LA' | 'R' | 'PR' | 'PRR' | 'IC' | 'CR' | 'REF' | 'C' | 'B' | 'ACT' | 'APP', id: number | string): string {
  return `${kind}_${Buffer.from(`practice:${id}`).toString('base64url')}`;
}
