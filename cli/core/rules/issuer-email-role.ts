import { atPointer, type Rule } from '../rule.ts';

const ROLES = /^(?:[a-z0-9]+[._-])*(?:admin|badges?|contact|credentials?|desk|education|hello|help|info|learning|mail|micro-?credentials?|office|pd|post|professional-?(?:development|learning)|programme?|questions|support|team|training)(?:[._-][a-z0-9]+)*$/i;
const PERSON = /^(?:[a-z]{2,}[._][a-z]{2,}|[a-z][._][a-z]{2,})$/i;

export default {
  id: 'issuer-email-role',
  severity: 'warning',
  summary: "The issuer's e-mail address belongs to a role and not to a person.",
  why: 'It is signed into every badge and cannot be taken out; the person will have another post by then, and gets the mail all the same.',
  remedy: 'Ask for an address such as credentials@ or professional-learning@ that passes from hand to hand.',
  path: 'issuer.yaml',
  good: 'email: credentials@example.org',
  bad: 'email: ana.reyes@example.org',
  *find({ issuer }) {
    const local = issuer?.value.email.split('@')[0] ?? '';
    if (issuer !== null && PERSON.test(local) && !ROLES.test(local)) yield atPointer(issuer.document, '/email', `Unexpected address "${local}@…" that looks like a person's, expected one of a role`);
  },
} satisfies Rule as Rule;
