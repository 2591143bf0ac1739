import { isBorrowed } from '../../own-domain.ts';
import { change, fine, type Check } from '../check.ts';
import type { Facts } from '../facts.ts';
import { step } from '../place.ts';

const host = ({ programme }: Pick<Facts, 'programme'>): string => new URL(programme.issuer.url).hostname;
const borrowed = (facts: Pick<Facts, 'programme'>): boolean => isBorrowed(facts.programme.issuer.url);
const put = (facts: Facts, body: Readonly<Record<string, unknown>>) => step(facts, 'PUT /repos/{owner}/{repo}/pages', body);

/** Where the site is published. */
export const pagesChecks: readonly Check[] = [
  {
    id: 'pages-by-workflow',
    summary: 'Pages publishes what the workflow built',
    why: 'The workflow verifies the ledger before it publishes; a branch that Pages takes as it is would be published unverified.',
    hand: 'Settings, Pages, "Build and deployment", source "GitHub Actions".',
    needs: ['pages', 'programme'],
    look: ({ pages }) => (pages === null ? change('Pages is off.', 'Pages is on, with GitHub Actions as its source.') : pages.build === 'workflow' ? fine('Pages publishes what the workflow built.') : change('Pages publishes a branch as it is.', 'Pages has GitHub Actions as its source.')),
    change: (facts) => [{ what: 'Pages', from: facts.pages === null ? 'off' : 'a branch', to: 'what the workflow built', steps: [facts.pages === null ? step(facts, 'POST /repos/{owner}/{repo}/pages', { build_type: 'workflow' }) : put(facts, { build_type: 'workflow' })] }],
    bad: [() => ({ pages: null }), ({ pages }) => ({ pages: { ...pages!, build: 'legacy' } })],
  },
  {
    id: 'pages-domain',
    summary: 'The site has the address that badges name',
    why: 'The address is signed into every badge, as the issuer\'s own name too (did:web). When the site moves, every badge issued until then fails, unless the old address goes on answering; a domain of your own can move with you.',
    hand: 'Settings, Pages, "Custom domain": the host of `url` in issuer.yaml. At your domain\'s provider, point that name at GitHub first; under your account\'s or organisation\'s Settings, Pages, verify the domain so that nobody else can take it.',
    needs: ['pages', 'branches', 'programme'],
    look: (facts) => {
      const domain = facts.pages?.domain ?? null;
      // Once a badge names the address there is no way back, and nothing to do but to keep it.
      if (borrowed(facts) && domain === null && !facts.branches.includes('ledger')) return change(`No domain of your own is set: the site is at ${host(facts)}, which belongs to the hosting service.`, 'issuer.yaml names a domain of your own, before the first badge.');
      if (borrowed(facts)) return domain === null ? fine(`The site is at ${host(facts)}.`, 'This address is the hosting service\'s, not yours, and badges name it: keep the account and its name, or they all fail.') : change(`Pages answers at ${domain}, and issuer.yaml says ${host(facts)}.`, 'One address, in issuer.yaml and in the settings of Pages.');
      return domain === host(facts) ? fine(`The site is at ${domain}.`) : change(domain === null ? 'Pages has no domain of your own.' : `Pages answers at ${domain}.`, `Pages answers at ${host(facts)}, as issuer.yaml says.`);
    },
    change: (facts) => (borrowed(facts) ? [] : [{ what: 'domain of Pages', from: facts.pages?.domain ?? 'none', to: host(facts), steps: [put(facts, { cname: host(facts) })] }]),
    bad: [({ pages }) => ({ pages: { ...pages!, domain: null } }), ({ pages }) => ({ pages: { ...pages!, domain: 'elsewhere.example' } }), ({ programme, pages }) => ({ programme: { ...programme, issuer: { ...programme.issuer, url: 'https://marlow-valley.github.io/credentials' } }, pages: { ...pages!, domain: null }, branches: ['main'] })],
    good: [({ programme, pages }) => ({ programme: { ...programme, issuer: { ...programme.issuer, url: 'https://marlow-valley.github.io/credentials' } }, pages: { ...pages!, domain: null } })],
  },
  {
    id: 'pages-https',
    summary: 'The site is served by https alone',
    why: 'Over http somebody on the way could change what a verifier reads.',
    hand: 'Settings, Pages, "Enforce HTTPS". GitHub offers it some minutes to a day after the domain points at it.',
    needs: ['pages', 'programme'],
    look: ({ pages }) => (pages?.https === true ? fine('The site is served by https alone.') : change('The site answers over http too.', 'Pages enforces https.')),
    change: (facts) => [{ what: 'https of Pages', from: 'not enforced', to: 'enforced', steps: [put(facts, { https_enforced: true })] }],
    bad: [({ pages }) => ({ pages: { ...pages!, https: false } }), () => ({ pages: null })],
  },
];
