import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { badgeText } from './credential.ts';
import { duringValidity, network, signedBadge } from './fixture.ts';
import type { Verification } from './verify.ts';

/** What a browser's worker has, and nothing of Node. */
const web = { AbortController, Blob, DecompressionStream, TextDecoder, TextEncoder, URL, atob, crypto, queueMicrotask, setTimeout, clearTimeout, structuredClone };

let code = '';
let inputs: readonly string[] = [];
/** Bytes, packed, of what the verifier loads before it meets a badge of another's that needs more. */
let loaded = 0;
beforeAll(async () => {
  const entry = `export { verifyBadge } from './verify.ts'; export { readInput } from './input.ts';`;
  const options = { stdin: { contents: entry, resolveDir: import.meta.dirname, loader: 'ts' }, bundle: true, minify: true, write: false, metafile: true, platform: 'browser', define: { 'import.meta.url': '"https://site.example/"' } } as const;
  const bundle = await build({ ...options, format: 'iife', globalName: 'laurel' });
  code = bundle.outputFiles[0]!.text;
  inputs = Object.keys(bundle.metafile.inputs);
  const parts = await build({ ...options, format: 'esm', splitting: true, outdir: 'out' });
  const first = new Set(Object.entries(parts.metafile.outputs).flatMap(([path, { entryPoint }]) => (entryPoint === '<stdin>' ? [path] : [])));
  for (const path of first) for (const { path: other, kind } of parts.metafile.outputs[path]!.imports) if (kind === 'import-statement') first.add(other);
  loaded = parts.outputFiles.filter(({ path }) => [...first].some((one) => path.endsWith(one))).reduce((sum, { contents }) => sum + gzipSync(contents).length, 0);
});

describe('the verifier in a browser', () => {
  it('bundles without any module of Node, at most 80 KB with everything that a badge of ours needs', () => {
    expect(inputs.filter((path) => /node:|http-client|undici|beta/.test(path))).toEqual([]);
    expect(loaded).toBeGreaterThan(40_000);
    expect(loaded).toBeLessThan(80_000);
  });

  it('verifies a badge with what a browser has', async () => {
    const realm = createContext({ ...web });
    runInContext('globalThis.self = globalThis', realm);
    runInContext(code, realm);
    const resolve = await network();
    Object.assign(realm, { bytes: new TextEncoder().encode(badgeText(await signedBadge())), resolve, now: duringValidity });
    const found = (await runInContext('laurel.readInput(bytes).then((input) => laurel.verifyBadge(input.badge, { now, resolve }))', realm)) as Verification;
    expect(found.results.filter(({ outcome }) => outcome !== 'skipped').map(({ name, outcome, detail }) => (outcome === 'pass' ? `${name}: pass` : detail))).toEqual(['structure: pass', 'safe-mode: pass', 'proof: pass', 'issuer: pass', 'key: pass', 'validity: pass', 'status: pass']);
    expect(found.badge?.name).toBe('Checking for understanding');
  });
});
