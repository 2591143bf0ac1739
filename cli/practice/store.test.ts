import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { put } from './records.ts';
import { openStore } from './store.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'laurel-store-'));
});
afterAll(() => rm(root, { recursive: true }));

const ada = { id: 3, login: 'ada', name: 'Ada', type: 'User' as const, createdAt: '2026-03-02T09:00:00Z' };

test('what was changed is there again after opening anew, and nothing half-written is left', async () => {
  openStore(root).change((state) => put(state, 'people', ada));
  expect(openStore(root).get().people).toEqual({ 3: ada });
  expect(await readdir(root)).toEqual(['state.json']);
});

test('a change that fails leaves everything as it was', () => {
  const store = openStore(root);
  const fail = (): never => {
    throw new Error('no');
  };
  expect(() => store.change(fail)).toThrow('no');
  expect(store.get().people).toEqual({ 3: ada });
});

test('a state of another kind is refused and not overwritten', async () => {
  await writeFile(join(root, 'state.json'), '{"format":1}');
  expect(() => openStore(root)).toThrow('Unexpected practice state format 1');
});
