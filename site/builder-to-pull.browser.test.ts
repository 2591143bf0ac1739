import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { must } from '../cli/practice/actor.ts';
import type { Mode } from '../cli/practice/people.ts';
import { CREDENTIAL } from '../cli/practice/story/submission.ts';
import type { TestRehearsal } from '../cli/testing/rehearse.ts';
import { fillBuilder } from './testing/fill-builder.ts';
import { practiceSite, SUBMIT, type PracticeSite } from './testing/practice-site.ts';

const OPEN = 'Open GitHub with your submission';
const COPY = 'Copy the text and open GitHub';

/** The text that the builder composed, as the teacher downloads it. */
async function composed(page: Page): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download submission.md' }).click()]);
  return readFile(await download.path(), 'utf8');
}

/** Presses the builder's button, and signs in on the page of GitHub that it opens. */
async function leave(page: Page, button: string): Promise<Page> {
  const [github] = await Promise.all([page.context().waitForEvent('page'), page.getByRole('button', { name: button }).click()]);
  await github.getByRole('button', { name: 'Maya Okafor (maya-okafor)' }).click();
  return github;
}

/** What the pull request brings: each file's path and text. */
async function brought({ rest }: TestRehearsal, repository: string): Promise<ReadonlyMap<string, string>> {
  const pull = `/repos/marlow-valley/${repository}/pulls/1`;
  const { body: { head } } = await rest('maya-okafor', 'GET', pull);
  const { body: files } = await rest('maya-okafor', 'GET', `${pull}/files`);
  return new Map(await Promise.all((files as readonly { readonly filename: string }[]).map(async ({ filename }) => {
    const { body } = await rest('maya-okafor', 'GET', `/repos/${head.repo.full_name}/contents/${filename}?ref=${head.sha}`);
    return [filename, Buffer.from(body.content, 'base64').toString('utf8')] as const;
  })));
}

/** The desk finds the claim complete: it asks assessors, and nothing is missing. */
async function expectAsked({ actors, rest }: TestRehearsal, repository: string): Promise<void> {
  expect(must(await actors['priya-nair'].laurel('desk'), 'desk').out).toMatch(/asked .+ and .+ to assess it/);
  const { body: pull } = await rest('priya-nair', 'GET', `/repos/marlow-valley/${repository}/pulls/1`);
  expect([pull.user.login, pull.draft, pull.requested_reviewers.length]).toEqual(['maya-okafor', false, 2]);
  const status = must(await actors['maya-okafor'].laurel('status'), 'status').out;
  expect(status).toContain('people read it independently.');
  expect(status).not.toContain('missing');
}

interface Scene {
  readonly site: PracticeSite;
  readonly rehearsal: TestRehearsal;
}

/** A scene in which each test begins with a programme in which nothing was handed in. */
function scene(mode: Mode): Scene {
  let site: PracticeSite;
  let rehearsal: TestRehearsal;
  beforeAll(async () => void (site = await practiceSite(mode)));
  afterAll(() => site?.close());
  beforeEach(async () => void (rehearsal = await site.rehearse()));
  afterEach(async () => {
    await rehearsal.end();
    expect(site.complaints()).toEqual([]);
  });
  return { get site() { return site; }, get rehearsal() { return rehearsal; } };
}

describe('from an empty form to a pull request, in a programme with one repository', () => {
  const here = scene('one-repository');
  const path = `catalog/submissions/${CREDENTIAL}/maya-okafor/1/submission.md`;

  test('the text travels in the address, and what is proposed is what was composed, byte for byte', async () => {
    const page = await here.site.visit(SUBMIT);
    await fillBuilder(page);
    const github = await leave(page, OPEN);
    await github.getByRole('button', { name: 'Propose new file' }).click();
    await github.getByRole('button', { name: 'Create pull request' }).click();
    await github.waitForURL('**/marlow-valley/credentials/pull/1');
    expect([...await brought(here.rehearsal, 'credentials')]).toEqual([[path, await composed(page)]]);
    await expectAsked(here.rehearsal, 'credentials');
  });

  test('a text that is too long for an address is pasted, and comes through whole', async () => {
    const page = await here.site.visit(SUBMIT);
    await fillBuilder(page, 390);
    const text = await composed(page);
    expect(Buffer.byteLength(text)).toBeGreaterThan(6000);
    const github = await leave(page, COPY);
    expect(await github.getByLabel('File name').inputValue()).toBe(path);
    await github.getByLabel('Content').focus();
    await github.keyboard.press('ControlOrMeta+V');
    await github.getByRole('button', { name: 'Propose new file' }).click();
    await github.getByRole('button', { name: 'Create pull request' }).click();
    await github.waitForURL('**/marlow-valley/credentials/pull/1');
    expect([...await brought(here.rehearsal, 'credentials')]).toEqual([[path, text]]);
    await expectAsked(here.rehearsal, 'credentials');
  });
});

describe('from an empty form to a pull request, in a private repository of one’s own', () => {
  const here = scene('private-per-teacher');
  const own = 'portfolio-maya-okafor';
  const path = `submissions/${CREDENTIAL}/maya-okafor/1/submission.md`;

  test('the words beside the button lead past the direct commit to a pull request', async () => {
    const page = await here.site.visit(SUBMIT);
    await fillBuilder(page);
    const steps = (await page.locator('[data-steps=filled]').textContent())!;
    const github = await leave(page, OPEN);
    // GitHub chooses the direct commit for who may write; what the teacher is told to choose must be there under that name.
    const direct = github.getByRole('radio', { name: 'Commit directly to the main branch' });
    const branch = github.getByRole('radio', { name: 'Create a new branch for this commit and start a pull request' });
    expect([await direct.isChecked(), await branch.isChecked()]).toEqual([true, false]);
    expect(steps).toContain('choose “Create a new branch for this commit and start a pull request”');
    expect(steps).toContain('not “Commit directly to the main branch”');
    await branch.check();
    await github.getByRole('button', { name: 'Commit changes' }).click();
    await github.getByRole('button', { name: 'Create pull request' }).click();
    await github.waitForURL(`**/marlow-valley/${own}/pull/1`);
    expect([...await brought(here.rehearsal, own)]).toEqual([[path, await composed(page)]]);
    await expectAsked(here.rehearsal, own);
  });

  test('a claim that was committed directly is refused for good, and goes through a pull request under the next number', async () => {
    const { actors, rest } = here.rehearsal;
    const page = await here.site.visit(SUBMIT);
    await fillBuilder(page);
    const direct = await leave(page, OPEN);
    await direct.getByRole('button', { name: 'Commit changes' }).click();
    await direct.waitForURL(`**/marlow-valley/${own}/blob/main/${path}`);
    expect(must(await actors['priya-nair'].laurel('desk'), 'desk').out).toContain('was pushed directly');
    const issue = await actors['priya-nair'].laurel('issue');
    expect([issue.code, issue.out + issue.err]).toEqual([1, expect.stringContaining('was pushed directly')]);
    await page.getByText('School, team, and claims after the first').click();
    const number = page.getByLabel('Number of this claim');
    expect(await page.locator('#claim-hint').textContent()).toContain('committed to the main branch by mistake');
    await number.fill('2');
    const [github] = await Promise.all([page.context().waitForEvent('page'), page.getByRole('button', { name: OPEN }).click()]);
    await github.getByRole('radio', { name: 'Create a new branch for this commit and start a pull request' }).check();
    await github.getByRole('button', { name: 'Commit changes' }).click();
    await github.getByRole('button', { name: 'Create pull request' }).click();
    await github.waitForURL(`**/marlow-valley/${own}/pull/1`);
    expect([...(await brought(here.rehearsal, own)).keys()]).toEqual([path.replace('/1/', '/2/')]);
    await expectAsked(here.rehearsal, own);
    expect((await rest('maya-okafor', 'GET', `/repos/marlow-valley/${own}/issues/1/comments`)).body).toHaveLength(1);
  });
});
