import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { builtSite, type BuiltSite } from '../../cli/testing/built-site.ts';
import { chromiumArguments, findChromium } from '../../cli/testing/chromium.ts';

/** A visitor's browser on the built site. */
export interface Visits {
  readonly site: BuiltSite;
  /** Opens a page of the site as a new visitor, who remembers nothing. */
  readonly visit: (path: string, how?: BrowserContextOptions) => Promise<Page>;
  /** Forgets the faults so far, where a test meant them. */
  readonly forgive: () => void;
}

export const phone = { width: 360, height: 740 } as const;
export const desk = { width: 1280, height: 900 } as const;

/**
 * A Chromium for the tests of one file. Every test fails that lets a page ask anything of another origin, run a script
 * that stumbles, or break the page's own security policy.
 */
export function visits(): Visits {
  let browser: Browser;
  let site: BuiltSite & { readonly close?: () => Promise<void> };
  const faults: string[] = [];
  beforeAll(async () => {
    // The whole group's site where its set-up built one; a file that runs by itself builds its own.
    site = inject('site') ?? (await builtSite());
    browser = await chromium.launch({ executablePath: findChromium()!, args: [...chromiumArguments, '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'] });
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    expect(faults.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close?.();
  });
  return {
    get site() {
      return site;
    },
    forgive: () => void faults.splice(0),
    visit: async (path, how = {}) => {
      const context = await browser.newContext({ viewport: desk, reducedMotion: 'reduce', ...how });
      // Every request of every page, frame and worker of this visitor; data and blobs leave nothing.
      context.on('request', (request) => {
        const { protocol, origin } = new URL(request.url());
        if (protocol.startsWith('http') && origin !== site.url) faults.push(`asked ${request.url()}`);
      });
      const page = await context.newPage();
      page.on('pageerror', (error) => faults.push(`a script failed: ${error.message}`));
      page.on('console', (said) => said.type() === 'error' && !/the server responded with a status/.test(said.text()) && faults.push(said.text()));
      page.on('dialog', (dialog) => {
        faults.push(`a dialog said ${dialog.message()}`);
        void dialog.dismiss();
      });
      await page.goto(site.url + path);
      return page;
    },
  };
}
