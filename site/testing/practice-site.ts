import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { chromiumArguments, findChromium } from '../../cli/testing/chromium.ts';
import { must } from '../../cli/practice/actor.ts';
import type { Mode } from '../../cli/practice/people.ts';
import { serveSite } from '../../cli/practice/serve-site.ts';
import { CREDENTIAL } from '../../cli/practice/story/submission.ts';
import { rehearse, type TestRehearsal } from '../../cli/testing/rehearse.ts';
import { keepScene } from '../../cli/testing/scenes.ts';

/** A rehearsed programme and its site, which leads to the practice GitHub as a real one leads to github.com. */
export interface PracticeSite {
  /** Goes on from the programme as it stood when the site was built; one at a time, to be ended. */
  readonly rehearse: () => Promise<TestRehearsal>;
  /** Opens a page of the site in a browser in which nobody has signed in to anything. */
  readonly visit: (path: string) => Promise<Page>;
  /** What a page complained of since it was asked last. */
  readonly complaints: () => readonly string[];
  readonly close: () => Promise<void>;
}

/** The page on which a teacher of the rehearsal hands in. */
export const SUBMIT = `/credentials/${CREDENTIAL}/submit/`;

/** What a catalog of one credential holds: its site is built in a fraction of the time. */
export const DEFINITIONS = ['issuer.yaml', 'assessors.yaml', 'competencies', `credentials/${CREDENTIAL}.md`, `rubrics/${CREDENTIAL}.yaml`, `evidence/${CREDENTIAL}.yaml`, `releases/${CREDENTIAL}`];

/** Sets a programme up on a practice GitHub, with its first key drawn, and builds and serves its site. */
export async function practiceSite(mode: Mode): Promise<PracticeSite> {
  const snapshot = await keepScene('key-drawn', { mode }, buildIn);
  const served = await serveSite(join(snapshot.folder, 'site', 'dist'));
  const browser = await chromium.launch({ executablePath: findChromium()!, args: [...chromiumArguments] });
  const said: string[] = [];
  return {
    rehearse: () => rehearse(snapshot),
    visit: async (path) => {
      const context = await browser.newContext({ reducedMotion: 'reduce', permissions: ['clipboard-read', 'clipboard-write'] });
      listen(context, said);
      const page = await context.newPage();
      await page.goto(served.url + path);
      return page;
    },
    complaints: () => said.splice(0),
    close: async () => {
      await browser.close();
      await served.close();
      await rm(snapshot.folder, { recursive: true, force: true });
    },
  };
}

async function buildIn({ actors, folder, world, runIn }: TestRehearsal): Promise<void> {
  const { 'priya-nair': lead } = actors;
  const site = join(folder, 'site');
  for (const path of DEFINITIONS) await cp(join(lead.clone, 'catalog', path), join(site, 'catalog', path), { recursive: true });
  must(await runIn({ ...world('priya-nair'), cwd: site }, 'build', '--out', join(site, 'dist')), 'build');
}

function listen(context: BrowserContext, said: string[]): void {
  context.on('weberror', (error) => said.push(`a script failed: ${error.error().message}`));
  context.on('console', (line) => line.type() === 'error' && !/the server responded with a status/.test(line.text()) && said.push(line.text()));
}
