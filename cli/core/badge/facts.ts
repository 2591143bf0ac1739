import { hasType, isObject, many, type JsonObject } from './json.ts';

/** What a badge says, for people: taken from the places where Open Badges puts it and nowhere else. */
export interface BadgeFacts {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly issuer: { readonly id: string; readonly name: string | null; readonly url: string | null };
  /** The subject's id; null where the badge names its earner by a hashed identifier alone. */
  readonly earner: string | null;
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
  readonly status: { readonly list: string; readonly index: number } | null;
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const link = (value: unknown): string | null => (typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value) ? value : null);
const node = (value: unknown): JsonObject => (isObject(value) ? value : {});

function results(subject: JsonObject, achievement: JsonObject): BadgeFacts['results'] {
  const descriptions = many(achievement['resultDescription']).filter(isObject);
  return many(subject['result']).filter(isObject).flatMap((result) => {
    const description = descriptions.find((each) => each['id'] === result['resultDescription']);
    if (description === undefined) return [];
    const levels = many(description['rubricCriterionLevel']).filter(isObject);
    const nameOf = (id: unknown): string | null => text(levels.find((level) => level['id'] === id)?.['name']);
    const level = nameOf(result['achievedLevel']) ?? text(result['value']) ?? text(result['status']);
    return level === null ? [] : [{ criterion: text(description['name']) ?? '', level, required: nameOf(description['requiredLevel']) }];
  });
}

/** The facts of a badge whose structure is sound and whose proof is proven to be its issuer's. */
export function facts(badge: JsonObject): BadgeFacts {
  const issuer = badge['issuer'];
  const profile = node(issuer);
  const subject = node(badge['credentialSubject']);
  const achievement = node(subject['achievement']);
  const criteria = node(achievement['criteria']);
  const status = node(badge['credentialStatus']);
  const validFrom = text(badge['validFrom']) ?? '';
  return {
    id: text(badge['id']) ?? '',
    name: text(badge['name']) ?? text(achievement['name']) ?? '',
    description: text(achievement['description']) ?? '',
    issuer: { id: text(issuer) ?? text(profile['id']) ?? '', name: text(profile['name']), url: link(profile['url']) },
    earner: text(subject['id']),
    awarded: text(badge['awardedDate']) ?? validFrom,
    validFrom,
    validUntil: text(badge['validUntil']),
    achievement: {
      id: text(achievement['id']) ?? '',
      version: text(achievement['version']),
      language: text(achievement['inLanguage']),
      criteria: link(criteria['id']),
      narrative: text(criteria['narrative']),
      image: link(node(achievement['image'])['id']),
      tags: many(achievement['tag']).filter((tag) => typeof tag === 'string'),
    },
    alignments: many(achievement['alignment']).filter(isObject).map((each) => ({ name: text(each['targetName']) ?? '', framework: text(each['targetFramework']), url: link(each['targetUrl']) })),
    results: results(subject, achievement),
    status: hasType(status, 'BitstringStatusListEntry') ? { list: text(status['statusListCredential']) ?? '', index: Number(status['statusListIndex']) } : null,
  };
}
