import { datesOf, issuerId } from './credential-terms.ts';
import { hasType, many, type JsonObject } from './json.ts';
import { namedIn, type Named } from './named.ts';
import { nodesOf, type Nodes } from './nodes.ts';

/** What a badge says, for people: taken from the places where Open Badges puts it and nowhere else. */
export interface BadgeFacts {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly issuer: { readonly id: string; readonly name: string | null; readonly url: string | null };
  /** The subject's id; null where the badge names its earner by a hashed identifier alone. */
  readonly earner: string | null;
  /** By what else the badge names its earner. */
  readonly named: readonly Named[];
  readonly awarded: string;
  readonly validFrom: string;
  readonly validUntil: string | null;
  readonly achievement: {
    readonly id: string;
    readonly version: string | null;
    readonly language: string | null;
    /** Address of the page that says what is certified. */
    readonly criteria: string | null;
    /** Untrusted Markdown: sanitise before it reaches HTML. */
    readonly narrative: string | null;
    readonly image: string | null;
    readonly tags: readonly string[];
  };
  readonly alignments: readonly { readonly name: string; readonly framework: string | null; readonly url: string | null }[];
  readonly results: readonly { readonly criterion: string; readonly level: string; readonly required: string | null }[];
  /** Another organisation that assessed, as the issuer names it. */
  readonly assessedBy: { readonly name: string | null; readonly url: string | null } | null;
  /** What the earner let the badge link to. */
  readonly evidence: readonly { readonly name: string; readonly url: string | null }[];
  readonly status: { readonly list: string; readonly index: number } | null;
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const link = (value: unknown): string | null => (typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value) ? value : null);
// What is said of one id is one statement, however often it is written.
const eachOf = (value: unknown, { follow }: Nodes): readonly JsonObject[] => [...new Set(many(value).map(follow))];
// The order of a list is not signed either: what is shown has an order of its own.
const inOrder = <Entry>(entries: readonly Entry[], key: (entry: Entry) => string): readonly Entry[] => [...entries].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));

function results(subject: JsonObject, achievement: JsonObject, nodes: Nodes): BadgeFacts['results'] {
  const { follow } = nodes;
  const described = new Map(many(achievement['resultDescription']).map(follow).map((description) => [description['id'], description]));
  const found = eachOf(subject['result'], nodes).flatMap((result) => {
    const description = described.get(result['resultDescription']);
    if (description === undefined) return [];
    const levels = many(description['rubricCriterionLevel']).map(follow);
    const nameOf = (id: unknown): string | null => text(levels.find((level) => level['id'] === id)?.['name']);
    const level = nameOf(result['achievedLevel']) ?? text(result['value']) ?? text(result['status']);
    return level === null ? [] : [{ criterion: text(description['name']) ?? '', level, required: nameOf(description['requiredLevel']) }];
  });
  return inOrder(found, ({ criterion, level }) => JSON.stringify([criterion, level]));
}

/**
 * The facts of a badge whose structure is sound and whose proof is proven to be its issuer's. Everything is read by id from
 * all that the badge says of it, so that no statement can be put out of sight, or in place of another, by moving it.
 */
export function facts(badge: JsonObject): BadgeFacts {
  const nodes = nodesOf(badge);
  const { follow } = nodes;
  const { validFrom, validUntil } = datesOf(badge);
  const profile = follow(badge['issuer']);
  const subject = follow(badge['credentialSubject']);
  const achievement = follow(subject['achievement']);
  const criteria = follow(achievement['criteria']);
  const status = follow(badge['credentialStatus']);
  const from = text(validFrom) ?? '';
  const source = subject['source'] === undefined ? null : follow(subject['source']);
  // Said twice of one address, it is one statement.
  const pieces = new Map(many(badge['evidence']).map(follow).map((piece, at) => [text(piece['id']) ?? at, { name: text(piece['name']) ?? '', url: link(piece['id']) }]));
  const alignments = eachOf(achievement['alignment'], nodes).map((alignment) => ({ name: text(alignment['targetName']) ?? '', framework: text(alignment['targetFramework']), url: link(alignment['targetUrl']) }));
  return {
    id: text(badge['id']) ?? '',
    name: [text(badge['name']), text(achievement['name'])].find((name) => /\S/.test(name ?? '')) ?? '',
    description: text(achievement['description']) ?? '',
    issuer: { id: issuerId(badge), name: text(profile['name']), url: link(profile['url']) },
    earner: text(subject['id']),
    named: namedIn(subject, nodes),
    awarded: text(badge['awardedDate']) ?? from,
    validFrom: from,
    validUntil: text(validUntil),
    achievement: {
      id: text(achievement['id']) ?? '',
      version: text(achievement['version']),
      language: text(achievement['inLanguage']),
      criteria: link(criteria['id']),
      narrative: text(criteria['narrative']),
      image: link(follow(achievement['image'])['id']),
      tags: inOrder([...new Set(many(achievement['tag']).filter((tag) => typeof tag === 'string'))], (tag) => tag),
    },
    alignments: inOrder(alignments, (alignment) => JSON.stringify(alignment)),
    results: results(subject, achievement, nodes),
    assessedBy: source === null ? null : { name: text(source['name']), url: link(source['id']) ?? link(source['url']) },
    evidence: inOrder([...pieces.values()], (piece) => JSON.stringify(piece)),
    status: hasType(status, 'BitstringStatusListEntry') ? { list: text(status['statusListCredential']) ?? '', index: Number(status['statusListIndex']) } : null,
  };
}
