import type { Page } from 'playwright-core';

/** A text of so many words that no rule minds. */
export const words = (count: number): string => Array.from({ length: count }, (_, at) => ['learners', 'answer', 'on', 'boards', 'while', 'I', 'wait', 'and', 'read'][at % 9]).join(' ');

/** A file as a visitor chooses it. */
export const chosen = (name: string, text: string, mimeType = 'application/pdf'): { readonly name: string; readonly mimeType: string; readonly buffer: Buffer } => ({ name, mimeType, buffer: Buffer.from(text) });

/** Fills a piece of evidence in: the file, and the link to it. */
export async function fillPiece(page: Page, name: string, file: ReturnType<typeof chosen>, link: string): Promise<void> {
  const piece = page.getByRole('group', { name, exact: true });
  await piece.getByLabel('The file').setInputFiles(file);
  await piece.getByText('its fingerprint is taken').waitFor();
  await piece.getByLabel('Link', { exact: true }).fill(link);
}

/** Fills the builder of "Checking for understanding" in, so that nothing is left to mend; written parts have so many words each. */
export async function fillBuilder(page: Page, length = 200): Promise<void> {
  await page.getByLabel('Your GitHub name').fill('maya-okafor');
  for (const part of ['Your setting', 'What changed in your teaching', 'What changed for learners']) await page.getByLabel(`Your text: ${part}`).fill(`${words(length - 1)} end.`);
  await fillPiece(page, 'Annotated lesson plan, piece 1', chosen('plan.pdf', '%PDF-1.4 plan'), 'https://files.example.org/plan');
  await page.getByRole('radio', { name: /^Masked answers/ }).check();
  await fillPiece(page, 'Masked answers with a pause log, piece 1', chosen('answers.pdf', '%PDF-1.4 answers'), 'https://files.example.org/answers');
  await fillPiece(page, 'What you saw and what you did', chosen('record.pdf', '%PDF-1.4 record'), 'https://files.example.org/record');
  await page.getByRole('group', { name: 'Checks reach every learner' }).getByRole('radio', { name: /^Proficient/ }).check();
  for (const statement of await page.locator('#statements').getByRole('checkbox').all()) await statement.check();
}

/** Catches what a page opens in new tabs, from its next load on; asked with the function that comes back. */
export async function openedBy(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(() => {
    const opened: string[] = [];
    Object.assign(window, { opened, open: (address: string) => void opened.push(address) });
  });
  await page.reload();
  return () => page.evaluate(() => (window as unknown as { readonly opened: readonly string[] }).opened);
}
