import { describe, expect, it } from 'vitest';
import { smallestRelease } from '../../testing/smallest.ts';
import type { ReleaseFile } from '../model.generated.ts';
import { credentialDifferences, isFrozen } from './credential-differences.ts';

const text = smallestRelease().text;
const { release } = JSON.parse(text) as ReleaseFile;

type Node = Record<string, unknown>;

// Every value of a release that is text, a number, or true or false, as the keys that lead to it.
function* leaves(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  if (typeof value !== 'object' || value === null) yield path;
  else for (const [key, entry] of Object.entries(value)) yield* leaves(entry, [...path, key]);
}

function altered(path: readonly string[]): ReleaseFile['release'] {
  const copy = structuredClone(release);
  const parent = path.slice(0, -1).reduce<Node>((node, key) => node[key] as Node, copy as unknown as Node);
  const key = path.at(-1)!;
  const value = parent[key];
  parent[key] = typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : `${String(value)} otherwise`;
  return copy;
}

const FREE = /^(?:issuer\.|credential\.(?:version|status|successor|changes\.))/;
// What names the two that are compared, or stands in the credential too.
const GIVEN = /^(?:format|id|competency\.id)$/;
const frozen = [...leaves(release)].filter((path) => !FREE.test(path.join('.')) && !GIVEN.test(path.join('.')));

describe('the differences between two states of a credential', () => {
  it.each(frozen.map((path) => [path.join('.'), path] as const))('hold a change of %s, which a release freezes, by a name of its own', (_, path) => {
    const found = credentialDifferences(release, altered(path)).filter(isFrozen);
    expect(found.length).toBeGreaterThan(0);
    for (const { says } of found) expect(says).not.toContain('cannot be told');
  });

  it('hold none where nothing but the version and what may change under it differs', () => {
    for (const path of [...leaves(release)].filter((one) => FREE.test(one.join('.')))) expect(credentialDifferences(release, altered(path)).filter(isFrozen), path.join('.')).toEqual([]);
  });

  it('hold a change of a field that nothing here knows yet, at the heaviest', () => {
    const other = structuredClone(release) as unknown as { rubric: Node };
    other.rubric['weighting'] = 'sum';
    expect(credentialDifferences(release, other as unknown as ReleaseFile['release'])).toMatchObject([{ weight: 'major', says: expect.stringContaining('cannot be told') }]);
  });
});
