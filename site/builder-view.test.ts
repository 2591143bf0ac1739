import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../cli/core/catalog.ts';
import { smallestCatalog, smallestSubmission } from '../cli/testing/smallest.ts';
import { decomposeSubmission } from '../cli/core/submission/decompose.ts';
import { emptyForm } from '../cli/core/submission/fixture.ts';
import { githubServer } from './github-server.ts';
import { claimFaults, claimOf, fileOf } from './scripts/builder/destination.ts';
import { parseDraft } from './scripts/builder/draft.ts';
import { formOf, valuesOf } from './scripts/builder/form-of.ts';

const { catalog } = loadCatalog(smallestCatalog());
const issuer = catalog.issuer!.value;
const release = catalog.releases.get('wait-time/1.0.0')!.value;
const place = { server: 'https://github.com', branch: 'main', folder: '' };

describe('the place of a claim', () => {
  test('is GitHub.com, unless the build names another', () => {
    expect([githubServer({}), githubServer({ GITHUB_SERVER_URL: 'https://git.example.org/' }), githubServer({ GITHUB_SERVER_URL: 'https://a', LAUREL_GITHUB: 'https://b' })]).toEqual(['https://github.com', 'https://git.example.org', 'https://b']);
  });

  test('is the catalog’s folder in a one-repository programme, and a repository of one’s own in a private one', () => {
    const open = claimOf({ login: ' @maya-okafor ', claim: '2' }, { ...place, folder: 'catalog/', mode: 'one-repository', repository: 'marlow-valley/credentials' });
    expect(fileOf(open, { ...place, folder: 'catalog/', mode: 'one-repository', repository: 'x' }, 'wait-time')).toEqual({ server: place.server, branch: 'main', repository: 'marlow-valley/credentials', path: 'catalog/submissions/wait-time/maya-okafor/2/submission.md' });
    expect(claimOf({ login: 'maya-okafor' }, { ...place, mode: 'private-per-teacher', repository: 'marlow-valley/portfolio-' }).repository).toBe('marlow-valley/portfolio-maya-okafor');
    const cohort = claimOf({ login: 'maya-okafor' }, { ...place, mode: 'private-per-cohort', repository: null });
    expect([...claimFaults(cohort)].map(({ field }) => field)).toEqual(['repository']);
    expect(claimOf({ login: 'maya-okafor', repository: 'marlow-valley/spring' }, { ...place, mode: 'private-per-cohort', repository: null }).repository).toBe('marlow-valley/spring');
  });

  test('is not made from what is no name and no number', () => {
    for (const [login, claim, fields] of [['maya@school.org', '1', ['login']], ['../..', '1', ['login']], ['maya--o', '1', ['login']], ['', '1', ['login']], ['maya', '0', ['claim']], ['maya', '1e3', ['claim']]] as const) {
      expect([...claimFaults(claimOf({ login, claim }, { ...place, mode: 'one-repository', repository: 'a/b' }))].map(({ field }) => field), login).toEqual(fields);
    }
  });
});

describe('the values of the page', () => {
  test('become the submission that they came from', () => {
    const { form } = decomposeSubmission(smallestSubmission().text, release) as { readonly form: typeof emptyForm };
    const read = formOf(valuesOf(form, release), release, 'one-repository');
    expect(read.form).toEqual(form);
    expect(read.rows.get('evidence-clip-0')).toBe('piece-clip-0');
  });

  test('never carry a consent to publication into a private programme, nor privacy into a public one', () => {
    expect(formOf({ 'attestation-public-consent': 'true' }, release, 'private-per-teacher').form.attestations).not.toHaveProperty('public-consent');
    expect(formOf({ visibility: 'private' }, release, 'one-repository').form.visibility).toBe('public');
    expect(issuer.repository.mode).toBe('one-repository');
  });
});

test('a draft that somebody else wrote is read as texts or not at all', () => {
  const whole = { format: 'laurel-draft-1', credential: 'a', version: '1.0.0', release: 'x', saved: '2026-11-22T09:00:00Z', edit: '1', values: { a: 'b', c: 3, d: { e: 'f' } } };
  expect(parseDraft(JSON.stringify(whole))?.values).toEqual({ a: 'b' });
  for (const text of ['', 'null', '[]', '{', JSON.stringify({ ...whole, values: null }), JSON.stringify({ ...whole, saved: 'soon' }), JSON.stringify({ ...whole, edit: 1 })]) expect(parseDraft(text), text).toBeNull();
});
