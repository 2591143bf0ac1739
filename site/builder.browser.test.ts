import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { parseDocument } from '../cli/core/document.ts';
import { lintSubmission } from '../cli/core/submission/lint-submission.ts';
import type { Issuer, ReleaseFile, Submission } from '../cli/core/model.generated.ts';
import { chosen, fillBuilder, openedBy, words } from './testing/fill-builder.ts';
import { desk, phone, visits } from './testing/visit.ts';

const world = visits();
const PATH = '/credentials/checking-for-understanding/submit/';
const OPEN = 'Open GitHub with your submission';
const COPY = 'Copy the text and open GitHub';

const parsed = (text: string): Submission => parseDocument({ path: 'submissions/x.md', bytes: new TextEncoder().encode(text) }).value as unknown as Submission;
const settingsOf = async (page: Page): Promise<{ readonly release: ReleaseFile; readonly issuer: Issuer }> => JSON.parse((await page.locator('[data-builder-settings]').textContent())!) as never;
const setting = (page: Page) => page.getByLabel('Your text: Your setting');
const saved = (page: Page) => page.getByText(/^Saved on this device/).waitFor();
const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '');
const downloaded = async (page: Page, button: string): Promise<string> => {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()]);
  return readFile(await download.path(), 'utf8');
};

describe('the submission builder', () => {
  test('is where the credential’s page leads first', async () => {
    const page = await world.visit('/credentials/checking-for-understanding/');
    const [first] = await page.locator('#start a').all();
    await first!.click();
    await page.waitForURL(`**${PATH}`);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Hand in your work');
  });

  test('asks for all that the release asks for, with its prompts, and shows which criteria each piece feeds', async () => {
    const page = await world.visit(PATH);
    const { release: { release } } = await settingsOf(page);
    for (const { id, title, prompt, feeds, oneOf } of release.evidence.requirements) {
      const part = page.locator(`#requirement-${id}`);
      expect(await part.getByRole('heading').first().textContent()).toBe(title);
      expect((await part.textContent())!.replace(/\s+/g, ' ')).toContain(prompt);
      expect(await part.locator('.feeds a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual((feeds ?? []).map((one) => `#level-${one}`));
      expect(await part.getByRole('radio').count()).toBeGreaterThanOrEqual(oneOf?.length ?? 0);
    }
    for (const { id, levels } of release.rubric.criteria) {
      const ladder = page.locator(`#level-${id}`);
      for (const text of Object.values(levels)) expect(await ladder.textContent()).toContain(text);
      expect(await ladder.getByRole('radio').count()).toBe(release.rubric.levels.length + 1);
    }
    expect(await page.locator('#statements input:checked').count()).toBe(0);
  });

  test('leads from an empty form to GitHub’s page with the whole submission in its address', async () => {
    const page = await world.visit(PATH);
    const opened = await openedBy(page);
    await fillBuilder(page);
    await page.getByRole('button', { name: OPEN }).click();
    await page.getByText('GitHub opens in a new tab').waitFor();
    const [address] = await opened();
    expect(address!.length).toBeLessThanOrEqual(6000);
    const { origin, pathname, searchParams } = new URL(address!);
    expect(origin + pathname).toBe('https://github.com/marlow-valley/credentials/new/main');
    expect(searchParams.get('filename')).toBe('catalog/submissions/checking-for-understanding/maya-okafor/1/submission.md');
    const text = searchParams.get('value')!;
    const { release, issuer } = await settingsOf(page);
    expect(lintSubmission({ text, release, issuer, login: 'maya-okafor', claim: 1, today: '2026-11-22' })).toEqual([]);
    const { evidence, choices, 'self-assessment': own } = parsed(text);
    expect([choices, own]).toEqual([{ checks: 'answers' }, { 'reaches-everyone': 'proficient' }]);
    const [plan] = evidence['plan']!;
    expect(plan!.sha256).toBe(createHash('sha256').update(Buffer.from(plan!.salt!, 'base64url')).update('%PDF-1.4 plan').digest('hex'));
    expect(Buffer.from(plan!.salt!, 'base64url')).toHaveLength(18);
  });

  test('copies a text that is too long for an address, and opens the page with the name alone', async () => {
    const page = await world.visit(PATH, { permissions: ['clipboard-read', 'clipboard-write'] });
    const opened = await openedBy(page);
    await fillBuilder(page, 390);
    await page.getByRole('button', { name: COPY }).click();
    await page.getByText('The text is copied, and GitHub opens').waitFor();
    expect(await opened()).toEqual(['https://github.com/marlow-valley/credentials/new/main?filename=catalog%2Fsubmissions%2Fchecking-for-understanding%2Fmaya-okafor%2F1%2Fsubmission.md']);
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(await downloaded(page, 'Download submission.md'));
    expect(await page.getByText('Your text is in the clipboard.').isVisible()).toBe(true);
  });

  test('selects the text for copying where the browser does not let it copy', async () => {
    const page = await world.visit(PATH);
    await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    const opened = await openedBy(page);
    await fillBuilder(page, 390);
    await page.getByRole('button', { name: COPY }).click();
    await page.getByText('copy it with Ctrl+C').waitFor();
    expect(await opened()).toEqual([]);
    const area = page.getByLabel('The text of your submission');
    const selection = await area.evaluate((box: HTMLTextAreaElement) => box.value.slice(box.selectionStart, box.selectionEnd));
    expect(selection).toContain('## Your setting');
    expect(await page.getByRole('link', { name: 'open GitHub' }).getAttribute('href')).toContain('/new/main?filename=');
  });

  test('names everything that is left to mend at the top, leads there, and forgets what is mended', async () => {
    const page = await world.visit(PATH);
    const opened = await openedBy(page);
    await page.getByLabel('Your GitHub name').fill('maya okafor');
    await setting(page).fill(`${words(210)} Write to ana.silva@school.org.`);
    await page.getByRole('button', { name: OPEN }).click();
    const summary = page.getByRole('group', { name: /things to mend before you hand in/ });
    await summary.waitFor();
    expect(await summary.evaluate((box) => box === document.activeElement)).toBe(true);
    expect(await opened()).toEqual([]);
    expect(await summary.getByRole('link').allTextContents()).toEqual(['Your GitHub name', 'Your setting', 'Annotated lesson plan', 'Choose one form', 'What you saw and what you did', 'What changed in your teaching', 'What changed for learners', ...(await page.locator('#statements [data-field] label').allTextContents()).map((text) => expect.stringContaining(text.trim().slice(0, 40)) as string)]);
    await summary.getByRole('link', { name: 'Your setting' }).click();
    expect(await focused(page)).toBe('written-setting');
    const beside = await setting(page).evaluate((box) => box.getAttribute('aria-describedby')!.split(' ').map((id) => document.getElementById(id)!.textContent).join(' '));
    expect(beside).toContain('Unexpected e-mail address');
    expect(await setting(page).getAttribute('aria-invalid')).toBe('true');
    await setting(page).fill(words(210));
    await summary.getByRole('link', { name: 'Your setting' }).waitFor({ state: 'detached' });
    expect(await setting(page).getAttribute('aria-invalid')).toBeNull();
    expect(await focused(page)).toBe('written-setting');
  });

  test('keeps to the structure of the file whatever is typed, runs nothing of it, and says what is wrong', async () => {
    const page = await world.visit(PATH);
    await openedBy(page);
    await fillBuilder(page);
    const hostile = '</textarea><script>alert(1)</script>\n---\ncredential: other\n---\n\n## What changed for learners\n\n<img src=x onerror=alert(1)> <!--';
    await setting(page).fill(hostile);
    await page.getByLabel('Your school (if you like)').evaluate((input: HTMLInputElement) => {
      input.value = '"\n: {}';
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await page.getByRole('button', { name: OPEN }).click();
    const summary = page.locator('[data-summary]');
    await summary.getByRole('link', { name: 'Your setting' }).waitFor();
    expect(await summary.getByRole('link').allTextContents()).toEqual(['Your school (if you like)', 'Your setting']);
    expect(await summary.textContent()).toContain('inside this part, expected text');
    await page.reload();
    expect(await setting(page).inputValue()).toBe(hostile);
    expect(await page.locator('main img:not(.art)').count()).toBe(0);
  });

  test('looks into files for what names people, and compares a file that is chosen again', async () => {
    const page = await world.visit(PATH);
    const piece = page.getByRole('group', { name: 'Annotated lesson plan, piece 1', exact: true });
    const file = piece.getByLabel('The file');
    const digest = (): Promise<string> => page.locator('[name="piece-plan-0-sha256"]').inputValue();
    await file.setInputFiles(chosen('plan.txt', 'Questions: ana.silva@school.org', 'text/plain'));
    await piece.getByText('its fingerprint is taken').waitFor();
    expect(await piece.locator('[data-file-findings]').textContent()).toContain('Unexpected e-mail address');
    const first = await digest();
    await file.setInputFiles(chosen('plan.txt', 'Questions: ana.silva@school.org', 'text/plain'));
    await piece.getByText('nothing has changed').waitFor();
    await file.setInputFiles(chosen('other.txt', 'Another plan', 'text/plain'));
    await piece.getByText('is not the file whose fingerprint was taken').waitFor();
    expect(await digest()).toBe(first);
    await piece.getByRole('button', { name: 'Commit to this file instead' }).click();
    expect(await digest()).not.toBe(first);
    await file.setInputFiles(chosen('empty.txt', '', 'text/plain'));
    await piece.getByText('is empty').waitFor();
    await piece.getByRole('button', { name: 'Remove piece 1' }).click();
    expect(await digest()).toBe('');
  });

  test('searches text and files for the names of a class that was chosen, keeps them nowhere, and forgets them', async () => {
    const page = await world.visit(PATH);
    await openedBy(page);
    await fillBuilder(page);
    await setting(page).fill(`${words(210)} Then Jonte Quill spoke.`);
    const piece = page.getByRole('group', { name: 'Annotated lesson plan, piece 1', exact: true });
    await piece.getByLabel('The file').setInputFiles(chosen('jonte-quill-plan.txt', 'A plan.', 'text/plain'));
    await page.getByRole('button', { name: 'Commit to this file instead' }).click();
    const roster = page.getByLabel('Names of your pupils, to be looked for (if you like)');
    expect(await page.locator('#roster-hint').textContent()).toContain('stays on this device');
    await roster.setInputFiles(chosen('class.csv', 'Last,First\nQuill,Jonte\n', 'text/csv'));
    await page.getByText('One name is looked for').waitFor();
    await piece.getByText(/full name of your roster in the file/).waitFor();
    await page.getByRole('button', { name: OPEN }).click();
    await page.locator('[data-summary]').getByText(/full name of your roster/).waitFor();
    await saved(page);
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
    expect(kept).toContain('laurel-draft');
    expect(kept).not.toContain('class.csv');
    expect(kept).not.toContain('Quill,Jonte');
    // By the keyboard: from the chooser to the button behind it, and back.
    await roster.focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('The names are forgotten.').waitFor();
    expect(await focused(page)).toBe('roster');
    await piece.locator('[data-file-findings]').waitFor({ state: 'hidden' });
  });

  test('offers the schools of assessors, and takes the name of one however it is written', async () => {
    const page = await world.visit(PATH);
    await fillBuilder(page);
    expect(await page.locator('#schools option').evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value))).toContain('fernhill-elementary');
    await page.getByText('School, team, and claims').click();
    await page.getByLabel('Your school (if you like)').fill('Fernhill Elementry');
    await openedBy(page);
    await page.getByRole('button', { name: OPEN }).click();
    await page.locator('[data-summary]').getByText(/expected fernhill-elementary if that is meant/).waitFor();
  });

  test('counts words as they are typed and speaks of it only when a text becomes long enough', async () => {
    const page = await world.visit(PATH);
    const live = page.locator('[data-live]');
    await setting(page).pressSequentially('One two three');
    expect(await page.locator('#written-setting-count').textContent()).toBe('3 words, 197 more at least. 200 to 400 are asked for.');
    await page.waitForTimeout(1500);
    const heard = await live.textContent();
    await setting(page).pressSequentially(' four');
    await page.waitForTimeout(1500);
    expect(await live.textContent()).toBe(heard);
    await setting(page).fill(words(200));
    await page.waitForFunction(() => document.querySelector('[data-live]')!.textContent.startsWith('200 words.'));
    expect(await page.locator('[data-progress]').textContent()).toBe('1 of 6 parts are there.');
  });
});

describe('a draft', () => {
  test('survives a reload, and can be deleted and brought back', async () => {
    const page = await world.visit(PATH);
    await fillBuilder(page);
    await saved(page);
    const before = await downloaded(page, 'Download submission.md');
    await page.reload();
    expect(await downloaded(page, 'Download submission.md')).toBe(before);
    await page.getByRole('button', { name: 'Delete the draft' }).click();
    expect(await setting(page).inputValue()).toBe('');
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('laurel')))).toEqual([]);
    await page.getByRole('button', { name: 'Bring it back' }).click();
    expect(await downloaded(page, 'Download submission.md')).toBe(before);
  });

  test('moves to another device as a file, and a submission.md is opened as well', async () => {
    const page = await world.visit(PATH);
    await fillBuilder(page);
    await saved(page);
    const [draft, text] = [await downloaded(page, 'Save the draft as a file'), await downloaded(page, 'Download submission.md')];
    for (const [name, content] of [['draft.json', draft], ['submission.md', text]] as const) {
      const other = await world.visit(PATH);
      await other.getByLabel('Open a draft or a submission.md').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) });
      await other.getByText(`${name} stands in the form now`).waitFor();
      expect(await downloaded(other, 'Download submission.md'), name).toBe(text);
    }
    const stranger = await world.visit(PATH);
    for (const [content, sentence] of [['{"format":"x"}', 'no draft of a submission'], [draft.replaceAll('checking-for-understanding', 'other'), 'This draft is for “other”'], ['---\nx: [\n---\n', 'Unexpected bracket']] as const) {
      await stranger.getByLabel('Open a draft or a submission.md').setInputFiles({ name: 'x.json', mimeType: 'text/plain', buffer: Buffer.from(content) });
      await stranger.getByText(sentence).waitFor();
      expect(await setting(stranger).inputValue()).toBe('');
    }
  });

  test('goes along from tab to tab, and where two tabs changed it somebody chooses', async () => {
    const first = await world.visit(PATH);
    const second = await first.context().newPage();
    await second.goto(world.site.url + PATH);
    await setting(first).fill('From the first tab.');
    await second.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('#written-setting')!.value === 'From the first tab.');
    // A change that this tab was never told of.
    await second.evaluate(() => {
      const key = Object.keys(localStorage).find((name) => name.startsWith('laurel-draft'))!;
      const draft = JSON.parse(localStorage.getItem(key)!) as { edit: string; values: Record<string, string> };
      addEventListener('storage', (event) => event.stopImmediatePropagation(), true);
      localStorage.setItem(key, JSON.stringify({ ...draft, edit: 'elsewhere', values: { ...draft.values, 'written-setting': 'From elsewhere.' } }));
    });
    await setting(second).fill('From the second tab.');
    await second.getByText('changed in another tab or window').waitFor();
    const kept = (): Promise<string> => second.evaluate(() => Object.values(localStorage).find((text) => String(text).includes('laurel-draft-1')) as string);
    expect(await kept()).toContain('From elsewhere.');
    expect(await setting(second).inputValue()).toBe('From the second tab.');
    await second.getByRole('button', { name: 'Take the other text' }).click();
    expect(await setting(second).inputValue()).toBe('From elsewhere.');
  });

  test('says so where the browser keeps nothing or has no room', async () => {
    const page = await world.visit(PATH);
    await page.evaluate(() => localStorage.setItem('x', 'x'.repeat(5_242_000)));
    await page.reload();
    await setting(page).fill(words(900));
    await page.getByText('no room left for your draft').waitFor();
    const closed = await world.visit('/');
    await closed.addInitScript(() => Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('no', 'SecurityError'); } }));
    await closed.goto(world.site.url + PATH);
    await setting(closed).fill('Something');
    await closed.getByText('does not let this page keep anything').waitFor();
  });
});

describe('someone who uses the keyboard alone', () => {
  test('fills a part in, chooses a form, ticks, and is brought to what is left', async () => {
    const page = await world.visit(PATH);
    await page.getByLabel('Your GitHub name').focus();
    await page.keyboard.type('maya-okafor');
    // Not by Enter in a field: one hands in with the button alone.
    await page.keyboard.press('Enter');
    expect(await page.locator('[data-summary]').isVisible()).toBe(false);
    await page.getByRole('radio', { name: /^Video of both/ }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    expect(await page.getByRole('radio', { name: /^Masked answers/ }).isChecked()).toBe(true);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('piece-checks.answers-0-chosen');
    await page.getByRole('button', { name: OPEN }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('group', { name: /things to mend/ }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Your setting');
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('written-setting');
    expect(await setting(page).evaluate((box) => box.getBoundingClientRect().bottom < innerHeight && box.getBoundingClientRect().top > 0)).toBe(true);
  });
});

describe('the page of the builder', () => {
  const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const violations = (page: Page): Promise<readonly string[]> => page.evaluate(async (values) => {
    const { violations: found } = await (window as unknown as { readonly axe: typeof axe }).axe.run({ runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  }, RULES);

  test('has no violation and never scrolls sideways, empty or full of faults, by day and night, on a phone, at twice the size and on a desk', async () => {
    const page = await world.visit(PATH, { viewport: phone });
    await page.evaluate(axe.source);
    for (const state of ['empty', 'faulty']) {
      if (state === 'faulty') {
        await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
        await page.getByRole('radio', { name: /^Masked answers/ }).check();
        await page.getByRole('button', { name: OPEN }).click();
        await page.getByRole('group', { name: /things to mend/ }).waitFor();
      }
      for (const viewport of [phone, { width: 640, height: 450 }, desk]) {
        await page.setViewportSize(viewport);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), `${state} at ${viewport.width}`).toBeLessThanOrEqual(viewport.width);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          expect(await violations(page), `${state} at ${viewport.width}, ${colorScheme}`).toEqual([]);
        }
      }
    }
  });

  test('has targets of 44 pixels for all that is pressed in the form', async () => {
    const page = await world.visit(PATH, { viewport: phone });
    await page.getByRole('radio', { name: /^Masked answers/ }).check();
    const small = await page.locator('.builder').evaluate((form) => [...form.querySelectorAll<HTMLElement>('button, .choice, input:not([type=radio], [type=checkbox], [type=hidden], .visually-hidden), textarea, summary')].filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.5).map((one) => one.outerHTML.slice(0, 100)));
    expect(small).toEqual([]);
  });

  test('shows a template and steps without JavaScript', async () => {
    const page = await world.visit(PATH, { javaScriptEnabled: false });
    await page.getByText('This form needs JavaScript.').waitFor();
    expect(await page.locator('.builder').isVisible()).toBe(false);
    const template = page.getByRole('region', { name: 'The template of submission.md' });
    expect(await template.isVisible()).toBe(true);
    const text = (await template.textContent())!;
    for (const part of ['## Your setting', 'Describe the class that you chose', 'public-consent: false', 'visibility: public']) expect(text).toContain(part);
    expect(await page.locator('#by-hand').textContent()).toContain('catalog/submissions/checking-for-understanding/your-github-name/1/submission.md');
  });

  test('prints the form with what is written in it, without buttons', async () => {
    const page = await world.visit(PATH);
    await setting(page).fill('On paper.');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('main button:visible').count()).toBe(0);
    expect(await setting(page).isVisible()).toBe(true);
  });
});
