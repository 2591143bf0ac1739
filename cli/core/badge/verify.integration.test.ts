import { describe, expect, it } from 'vitest';
import { duringValidity as now, network, signedBadge } from './fixture.ts';
import { verifyBadge } from './verify.ts';

type Path = readonly (string | number)[];

/** Every value inside a document that holds no other. */
function* leaves(value: unknown, path: Path = []): Generator<Path> {
  if (typeof value !== 'object' || value === null) return yield path;
  for (const [key, inner] of Object.entries(value)) yield* leaves(inner, [...path, Array.isArray(value) ? Number(key) : key]);
}

function changed(document: object, path: Path, change: (value: string) => unknown): unknown {
  const copy = structuredClone(document) as Record<string | number, any>;
  const parent = path.slice(0, -1).reduce<Record<string | number, any>>((node, key) => node[key], copy);
  const last = path.at(-1)!;
  const next = change(parent[last]);
  if (next === undefined) delete parent[last];
  else parent[last] = next;
  return copy;
}

const changes: readonly (readonly [string, (value: string) => unknown])[] = [
  ['one more letter', (value) => `${value}x`],
  ['one letter changed', (value) => value.slice(0, -1) + (value.endsWith('7') ? '8' : '7')],
];

describe('a signed badge', () => {
  it('passes nowhere with any single value changed, and then shows no claims', async () => {
    const badge = await signedBadge();
    const resolve = await network();
    const paths = [...leaves(badge)];
    expect(paths.length).toBeGreaterThan(120);
    const survivors: string[] = [];
    for (const path of paths) {
      for (const [name, change] of changes) {
        const { results, badge: facts } = await verifyBadge(changed(badge, path, change), { now, resolve });
        if (facts !== null || results.every(({ outcome }) => outcome === 'pass' || outcome === 'skipped')) survivors.push(`${path.join('.')}: ${name}`);
      }
    }
    expect(survivors).toEqual([]);
  }, 60_000);

  it('passes with a value taken away only where the same value still stands', async () => {
    const badge = await signedBadge();
    const resolve = await network();
    const survivors: string[] = [];
    for (const path of leaves(badge)) {
      const { badge: facts } = await verifyBadge(changed(badge, path, () => undefined), { now, resolve });
      if (facts !== null) survivors.push(path.join('.'));
    }
    // Issuer and creator are one node of the signed graph, which holds each statement once.
    expect(survivors.filter((path) => !/^(issuer|credentialSubject\.achievement\.creator)\.(name|url|description|email)$/.test(path))).toEqual([]);
  }, 60_000);
});
