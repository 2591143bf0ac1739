import type { Catalog } from '../catalog.ts';
import type { Document } from '../document.ts';
import type { Found, Judged } from './standards.ts';

/** A published set of standards that is not held against a credential here, because its text is not ours to judge by: who has it finds below where the catalog answers. */
export interface OtherStandards {
  readonly id: string;
  readonly title: string;
  readonly publisher: string;
  /** How much it holds, and what it asks for as a whole, as its publisher says. */
  readonly extent: string;
  /** Where that is said. */
  readonly address: string;
}

/** One thing that such standards ask about, by whose part it is in a micro-credential. */
export interface Question {
  readonly id: string;
  readonly role: 'developer' | 'earner' | 'assessor' | 'issuer' | 'recognizer';
  readonly title: string;
  readonly find: (judged: Judged, catalog: Catalog) => Iterable<Found>;
}

/** The sets that are known and not judged by. */
export const otherStandards: readonly OtherStandards[] = [
  {
    id: 'mpos',
    title: 'Micro-Credentials Quality Assurance Standards and Self-Assessment Rubric',
    publisher: 'Micro-Credentials Partnership of States (MPOS), led by digiLEARN with RTI International',
    extent: '29 components in 13 standards, all of which must be met; they speak to earners, developers, assessors, issuers and recognizers',
    address: 'https://digitalpromise.org/2025/03/13/quality-assurance-across-states-how-a-standard-supports-learners/',
  },
];

const at = ({ path, place }: Document, pointer: string, says: string): Found => ({ path, line: place(pointer).line, says });
const lacking = (what: string): Found => ({ lacking: what });

/** What the catalog shows to whoever assesses a credential by them, role by role. Whether a component is met, it does not say. */
export const questions: readonly Question[] = [
  {
    id: 'public-standards',
    role: 'developer',
    title: 'The competency, and the public standards that say the same',
    *find({ framework: { document, value }, competency }) {
      const place = `/competencies/${value.competencies.indexOf(competency)}`;
      yield at(document, `${place}/statement`, competency.statement);
      for (const [nth, { name, framework }] of (competency.alignments ?? []).entries()) yield at(document, `${place}/alignments/${nth}/name`, `${name} (${framework})`);
      if ((competency.alignments ?? []).length === 0) yield lacking('a public standard that the competency is aligned to');
    },
  },
  {
    id: 'kept-up',
    role: 'developer',
    title: 'How it is kept up: each version, with its day and what changed',
    *find({ credential: { document, value } }) {
      for (const [nth, { version, date, note }] of value.changes.entries()) yield at(document, `/changes/${nth}/version`, `${version}, ${date}: ${note}`);
    },
  },
  {
    id: 'whom-and-how-long',
    role: 'earner',
    title: 'For whom it is, and how long it takes',
    *find({ credential: { document, value } }) {
      yield at(document, '/audience', value.audience.join(', '));
      yield at(document, '/effort/hours', `${value.effort.hours} hours`);
    },
  },
  {
    id: 'other-ways',
    role: 'earner',
    title: 'Other ways to show it, without pupils or in another form',
    *find({ evidence: { document, value } }) {
      let count = 0;
      for (const [nth, { title, alternative, oneOf = [] }] of value.requirements.entries()) {
        if (alternative !== undefined) yield at(document, `/requirements/${nth}/alternative`, `${title}: ${alternative}`);
        if (oneOf.length > 0) yield at(document, `/requirements/${nth}/oneOf`, `${title}: ${oneOf.map((option) => option.title).join(', or ')}`);
        count += oneOf.length + (alternative === undefined ? 0 : 1);
      }
      if (count === 0) yield lacking('an alternative, or a choice of forms');
    },
  },
  {
    id: 'answers',
    role: 'earner',
    title: 'When they hear, and what follows a "not yet"',
    *find(_, { issuer }) {
      if (issuer === null) return;
      const { document, value: { policy } } = issuer;
      yield at(document, '/policy/decision-days', `a decision, with feedback on each criterion, within ${policy['decision-days']} working days`);
      yield at(document, '/policy/coach-after', `as many attempts as they like; after ${policy['coach-after']} a coach is offered`);
    },
  },
  {
    id: 'who-assesses',
    role: 'assessor',
    title: 'Who assesses it, and how many must agree',
    *find({ credential: { id, value } }, { assessors, issuer }) {
      const words = ['all', value.competency.split('/')[0]!, id];
      const covering = [...(assessors?.value.assessors ?? []).entries()].filter(([, { covers }]) => covers.some((word) => words.includes(word)));
      for (const [nth, one] of covering) yield at(assessors!.document, `/assessors/${nth}/calibrated-until`, `one who covers it, calibrated until ${one['calibrated-until']}`);
      if (covering.length === 0) yield lacking('an assessor who covers it');
      if (issuer !== null) yield at(issuer.document, '/policy/approvals', `${issuer.value.policy.approvals} who judge independently must find every criterion at its passing level`);
    },
  },
  {
    id: 'calibration',
    role: 'assessor',
    title: 'How assessors are calibrated',
    *find({ credential: { id } }, { issuer, anchors }) {
      if (issuer?.value.policy.calibration === undefined) yield lacking('a calibration in the policy');
      else yield at(issuer.document, '/policy/calibration', `agreement on at least ${issuer.value.policy.calibration.agreement} percent of the criteria, for ${issuer.value.policy.calibration.months} months`);
      const own = [...anchors.values()].filter((anchor) => anchor.id.startsWith(`${id}/`));
      for (const { document, name } of own) yield at(document, '/credential', `the anchor "${name}", to score and compare`);
      if (own.length === 0) yield lacking('an anchor of this credential in the catalog');
    },
  },
  {
    id: 'signed-and-frozen',
    role: 'issuer',
    title: 'What is signed, and by which key',
    *find({ released, credential }, { issuer }) {
      if (released === null) yield lacking(`a release of version ${credential.value.version}`);
      else yield { path: released.document.path, line: 1, says: `the version as it was frozen, with the digest ${released.value.digest}` };
      const keys = issuer?.value.keys ?? [];
      for (const [nth, { from, until }] of keys.entries()) yield at(issuer!.document, `/keys/${nth}/public`, `a public key, valid from ${from}${until === undefined ? '' : ` until ${until}`}`);
      if (keys.length === 0) yield lacking('a public key of the issuer');
      if (credential.value.validity !== undefined) yield at(credential.document, '/validity/years', `a badge is valid for ${credential.value.validity.years} years`);
    },
  },
  {
    id: 'worth',
    role: 'recognizer',
    title: 'What it counts for, and who vouches for it',
    *find({ credential: { id, document, value } }, { endorsements }) {
      if (value.credits === undefined) yield lacking('what the programme counts for it (`credits`)');
      else yield at(document, '/credits', `${value.credits} credits`);
      const own = [...endorsements.values()].filter((endorsement) => endorsement.id.startsWith(`${id}/`));
      for (const endorsement of own) yield { path: endorsement.document.path, line: 1, says: 'an endorsement that another organisation signed' };
      if (own.length === 0) yield lacking('an endorsement by another organisation');
    },
  },
];
