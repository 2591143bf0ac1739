import { didFromUrl } from '../../cli/core/badge/addresses.ts';
import { stopped } from '../../cli/core/badge/result.ts';
import { namedWords } from '../../cli/core/badge/named.ts';
import { QUESTIONS } from '../questions.ts';
import type { BadgeFacts, EndorsementFacts, Outcome, Result, Verification } from '../../cli/core/badge/verify.ts';
import type { Source } from './source.ts';

const ANSWERS: Readonly<Record<Outcome, string>> = { pass: 'Yes', fail: 'No', unknown: 'Unknown', skipped: 'Not verified' };

/** An element with text or children. Texts are never read as HTML. */
export function element(tag: string, className: string, ...children: (string | Node)[]): HTMLElement {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  made.append(...children);
  return made;
}

const link = (text: string, address: string): HTMLAnchorElement => Object.assign(document.createElement('a'), { href: address, textContent: text, rel: 'noreferrer' });
const day = (date: string): string => new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(date));

// Anyone can take any name: what is proven of an issuer is where its keys are published.
function issuedBy({ issuer }: Pick<BadgeFacts, 'issuer'>, own: string | null): (string | Node)[] {
  if (issuer.id === own) return [issuer.name ?? issuer.id];
  const address = element('code', '', issuer.id);
  return issuer.name === null ? [address] : [issuer.name, element('p', 'soft', 'It gives itself this name. What is proven is its address: ', address)];
}

function claims(badge: BadgeFacts, own: string | null): HTMLElement {
  const list = element('dl', 'claims');
  const say = (name: string, ...value: (string | Node)[]): void => list.append(element('div', '', element('dt', 'label soft', name), element('dd', '', ...value)));
  const { achievement, results } = badge;
  say('Certifies', `${badge.name}. ${badge.description}`);
  say('Issued by', ...issuedBy(badge, own));
  const by = badge.assessedBy;
  if (by !== null) say('Assessed by', by.url === null ? (by.name ?? '') : link(by.name ?? by.url, by.url));
  say('Awarded', day(badge.awarded));
  if (badge.validUntil !== null) say('Valid until', day(badge.validUntil));
  if (achievement.criteria !== null) say('Criteria', link(achievement.version === null ? 'What had to be shown' : `What had to be shown at version ${achievement.version}`, achievement.criteria));
  if (results.length > 0) say('Reached', element('ul', '', ...results.map(({ criterion, level }) => element('li', '', element('span', '', criterion), ' ', element('span', 'label soft', level)))));
  if (badge.evidence.length > 0) say('Evidence', element('ul', '', ...badge.evidence.map(({ name, url }) => element('li', '', url === null ? name : link(name === '' ? url : name, url)))));
  say('Earner', ...badge.named.map((named) => element('div', '', namedWords(named))), ...(badge.earner === null ? [] : [element('code', '', badge.earner)]));
  return list;
}

function endorses({ about, comment, validFrom, validUntil, issuer }: EndorsementFacts, own: string | null): HTMLElement {
  const list = element('dl', 'claims');
  const say = (name: string, ...value: (string | Node)[]): void => list.append(element('div', '', element('dt', 'label soft', name), element('dd', '', ...value)));
  say('Endorses', element('code', '', about));
  if (comment !== null) say('Saying', comment);
  say('Signed by', ...issuedBy({ issuer }, own));
  say('Since', day(validFrom));
  if (validUntil !== null) say('Until', day(validUntil));
  return list;
}

const ask = (name: string): string => QUESTIONS[name] ?? name;

/** What to look at first: each question that was not answered with yes, by name. */
function summary(results: readonly Result[]): HTMLElement {
  const open = (['fail', 'unknown'] as const).flatMap((sort) => results.filter(({ outcome }) => outcome === sort));
  if (open.length === 0) return element('p', 'summary', 'Every answer is yes.');
  const failed = open.some(({ outcome }) => outcome === 'fail');
  return element('p', `summary ${failed ? 'fail' : 'unknown'}`, 'Look at this first. ', ...open.flatMap(({ name, outcome }) => [element('strong', '', `${ask(name)} ${ANSWERS[outcome]}.`), ' ']));
}

const listed = (results: readonly Result[]): HTMLElement => element('ul', 'findings', ...results.map(({ name, outcome, detail }) => {
  const item = element('li', outcome, element('strong', '', `${ask(name)} `), element('span', 'answer', ANSWERS[outcome]), element('p', '', detail));
  item.dataset['result'] = name;
  item.dataset['outcome'] = outcome;
  return item;
}));

// What nobody asked for stands folded below, so that the answers are seen first. That a badge cannot be revoked is an answer.
function answersOf(results: readonly Result[]): readonly HTMLElement[] {
  const isFolded = ({ name, outcome }: Result): boolean => outcome === 'skipped' && name !== 'status';
  const open = results.filter((result) => !isFolded(result));
  const skipped = results.filter(isFolded);
  return [listed(open), ...(skipped.length === 0 ? [] : [element('details', 'not-asked', element('summary', '', `Not asked: ${skipped.length}`), listed(skipped))])];
}

/** What the verifier found: one sentence after another, never one bit; claims only where they are proven. */
export function findings(verification: Verification, { origin, basis }: Pick<Source, 'origin' | 'basis'>): HTMLElement {
  const { results, badge, endorsement } = verification;
  const stop = stopped(results);
  const holds = results.every(({ outcome }) => outcome !== 'fail');
  const did = origin === null ? null : didFromUrl(origin);
  const said = badge !== null ? claims(badge, did) : endorsement ? endorses(endorsement, did) : null;
  return element('div', '', summary(results), ...(basis === undefined ? [] : [element('p', 'basis sans', basis)]), ...answersOf(results), said === null
    ? element('p', 'unproven', `What this file claims is not shown, because ${stop.why}. Look first at “${ask(stop.name)}”`)
    : element('div', '', element('h3', '', holds ? 'What it says' : 'What it said when it was issued'), said));
}
