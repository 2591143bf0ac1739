import { credentialsContext, isCarried } from './contexts.ts';
import { dateTerms, isOlderModel } from './credential-terms.ts';
import { hasType, isObject, many, quote, shapeFault, type JsonObject } from './json.ts';
import { moment } from './moment.ts';
import { nodesOf } from './nodes.ts';
import { credentialShape, endorsementShape, profileShape, type Shape } from './shapes.ts';

type Faults = Generator<string, void>;

/** What is wrong with a badge's shape, and which of its contexts we do not carry (which is not its fault). */
export interface Structure {
  readonly faults: readonly string[];
  readonly unknownContexts: readonly string[];
  /** True if a context is written out in it, which the standard allows: the words that it defines are not read here. */
  readonly ownWords: boolean;
  /** What it says in two ways, and which therefore is not shown. */
  readonly twofold: readonly string[];
  /** True if it is an object of a size and depth that may be worked on. */
  readonly sane: boolean;
  /** True if it may be read as JSON-LD as well: known contexts by address, no keywords. */
  readonly readable: boolean;
}

function* shapeFaults(node: unknown, shape: Shape, where: string): Faults {
  if (!isObject(node)) return yield `${where} is ${node === undefined ? 'missing' : quote(node)}, expected ${Array.isArray(node) ? 'exactly one object' : 'an object'}`;
  const types = many(node['type']);
  if (shape.types[0] === '' ? !types.every((type) => typeof type === 'string') || types.length === 0 : shape.types.length > 0 && !shape.types.some((type) => types.includes(type))) {
    yield `${where}.type is ${node['type'] === undefined ? 'missing' : quote(types.join(', '))}, expected ${shape.types[0] === '' ? 'a type' : shape.types.join(' or ')}`;
  } else if (shape.single === true && Array.isArray(node['type'])) yield `${where}.type is "a list", expected one text`;
  for (const term of shape.required) if (node[term] === undefined) yield `${where}.${term} is missing`;
  if (shape.either !== undefined && !shape.either.some((term) => many(node[term]).some((value) => value !== ''))) yield `${where} has neither ${shape.either.join(' nor ')}`;
  for (const [term, value] of Object.entries(node)) {
    const place = `${where}.${term}`;
    if (value === null || (Array.isArray(value) && value.length === 0)) yield `${place} is empty, expected a value or no ${term}`;
    else if (!Object.hasOwn(shape.fields, term)) {
      if (shape.closed === true && term !== 'type') yield `${place} has no place there`;
    } else yield* fieldFaults(value, shape.fields[term]!, place);
  }
}

function* fieldFaults(value: unknown, field: Shape['fields'][string], place: string): Faults {
  if ('test' in field) {
    if (!field.test(value)) yield `${place} is ${quote(value)}, expected ${field.expected}`;
  } else if ('one' in field) yield* shapeFaults(value, field.one(), place);
  else for (const [index, each] of many(value).entries()) yield* shapeFaults(each, field.list(), Array.isArray(value) ? `${place}[${index}]` : place);
}

function* contextFaults(badge: JsonObject): Faults {
  const list = badge['@context'];
  if (!Array.isArray(list)) return yield '@context is not a list';
  if (list[0] !== credentialsContext && !isOlderModel(badge)) yield `the first context is ${quote(list[0])}, expected ${credentialsContext}`;
  if (typeof list[1] !== 'string' || !/^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/context(-3\.\d\.\d)*\.json$/.test(list[1])) yield `the second context is ${quote(list[1])}, expected that of Open Badges 3.0`;
  if (!list.every((each) => typeof each === 'string' || isObject(each))) yield 'a context is neither an address nor written out';
}

const overJson: ReadonlySet<unknown> = new Set(['eddsa-jcs-2022', 'ecdsa-jcs-2019']);

/** True for a document whose contexts are all addresses of contexts that we carry. */
export const knownContexts = (document: JsonObject): boolean =>
  Array.isArray(document['@context']) && document['@context'].every(isCarried);

/** Where the standards put contexts inside: in an endorsement that is carried, and in a proof over JSON itself, which repeats those of its document. */
const mayNameContexts = ({ node, where }: { readonly node: object; readonly where: string }): boolean =>
  /(^|\.)endorsement(\.\d+)?$/.test(where) || (/^proof(\.\d+)?$/.test(where) && overJson.has((node as JsonObject)['cryptosuite']));

/** Every context that a credential names, with those of the endorsements that it carries. */
function contextsIn(node: object): readonly unknown[] {
  const [found, open]: [unknown[], object[]] = [[], [node]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const [key, value] of Object.entries(next)) {
      if (key === '@context') found.push(...many(value));
      else if (typeof value === 'object' && value !== null) open.push(value as object);
    }
  }
  return found;
}

const endorsed = new Set(['id', 'type', 'endorsementComment']);

/**
 * JSON-LD keywords would let signed statements be moved to where nobody looks; so would a term that is spelt as its full or
 * compact address, and a second node with the badge's own id, unless it is an endorsement's, which says nothing of it but a
 * comment. A name that is good inside the file alone (`_:r`) would let one statement be written as often as somebody likes.
 * None of them belongs in a badge.
 */
export function* hidingFaults(badge: JsonObject): Faults {
  const open: { readonly node: object; readonly where: string }[] = [{ node: badge, where: '' }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const [key, value] of Object.entries(next.node)) {
      const where = next.where === '' ? key : `${next.where}.${key}`;
      if (key.startsWith('@') && where !== '@context' && !(key === '@context' && mayNameContexts(next))) yield `${where} is a JSON-LD keyword, which has no place there`;
      if (key.includes(':')) yield `${where} is a full address, expected a word of its contexts`;
      if (key === 'id' && typeof value === 'string' && value.startsWith('_:')) yield `${where} is ${quote(value)}, a name that is good inside the file alone, expected a full address or no id`;
      if (key === 'id' && next.node !== badge && value === badge['id'] && !(/(^|\.)endorsement(\.\d+)?\.credentialSubject$/.test(next.where) && Object.keys(next.node).every((term) => endorsed.has(term)))) yield `${where} is the badge's own id, expected another`;
      if (typeof value === 'object' && value !== null && key !== '@context') open.push({ node: value, where });
    }
  }
}

function* referenceFaults(badge: JsonObject): Faults {
  const subject = badge['credentialSubject'];
  if (!isObject(subject) || !isObject(subject['achievement'])) return;
  const descriptions = many(subject['achievement']['resultDescription']).filter(isObject);
  const levelsOf = (description: JsonObject): readonly unknown[] => many(description['rubricCriterionLevel']).filter(isObject).map((level) => level['id']);
  for (const description of descriptions) {
    if (description['requiredLevel'] !== undefined && !levelsOf(description).includes(description['requiredLevel'])) yield `the required level ${quote(description['requiredLevel'])} is none of its criterion's levels`;
  }
  for (const result of many(subject['result']).filter(isObject)) {
    if (result['resultDescription'] === undefined) continue;
    const description = descriptions.find((each) => each['id'] === result['resultDescription']);
    if (description === undefined) yield `the result for ${quote(result['resultDescription'])} belongs to nothing that the achievement describes`;
    else if (result['achievedLevel'] !== undefined && !levelsOf(description).includes(result['achievedLevel'])) yield `the achieved level ${quote(result['achievedLevel'])} is none of its criterion's levels`;
  }
}

function* namelessFaults(badge: JsonObject): Faults {
  const subject = badge['credentialSubject'];
  if (!isObject(subject) || !isObject(subject['achievement'])) return;
  if (![badge['name'], subject['achievement']['name']].some((name) => typeof name !== 'string' || /\S/.test(name))) yield 'neither the badge nor its achievement has a name with something in it';
}

function* credentialFaults(badge: JsonObject, shape: Shape): Faults {
  for (const fault of shapeFaults(badge, shape, 'badge')) yield fault.replace(/^badge\./, '');
  if (!hasType(badge, 'VerifiableCredential')) yield 'type does not hold VerifiableCredential';
  if (isObject(badge['issuer'])) yield* shapeFaults(badge['issuer'], profileShape, 'issuer');
  const [begins, ends] = dateTerms(badge);
  const [from, until] = [moment(badge[begins]), moment(badge[ends])];
  if (badge[begins] === undefined) yield `${begins} is missing`;
  if (from !== null && until !== null && until < from) yield `${ends} is before ${begins}`;
  const status = badge['credentialStatus'];
  if (hasType(status, 'BitstringStatusListEntry') && isObject(status)) {
    for (const term of ['statusPurpose', 'statusListIndex', 'statusListCredential']) if (status[term] === undefined) yield `credentialStatus.${term} is missing`;
    if (status['id'] !== undefined && status['id'] === status['statusListCredential']) yield "credentialStatus.id is the list's own address";
  }
}

/**
 * Everything that Open Badges 3.0 and VC Data Model 2.0 (or 1.1) demand of the shape of a badge, or of an endorsement, and
 * that its signature does not prove (the signature covers a graph, not the JSON). Never throws, whatever it is given.
 */
export function structure(badge: unknown, kind: 'badge' | 'endorsement' = 'badge'): Structure {
  const shape = isObject(badge) ? shapeFault(badge) : 'It is not an object.';
  if (shape !== null || !isObject(badge)) return { faults: [shape!.replace(/\.$/, '').replace(/^It /, 'it ')], unknownContexts: [], ownWords: false, twofold: [], sane: false, readable: false };
  const hiding = [...hidingFaults(badge)];
  const { disagreements, twofold } = nodesOf(badge);
  const faults = [...contextFaults(badge), ...credentialFaults(badge, kind === 'badge' ? credentialShape : endorsementShape), ...hiding, ...namelessFaults(badge), ...referenceFaults(badge), ...disagreements];
  const named = contextsIn(badge);
  const unknownContexts = [...new Set(named.filter((each): each is string => typeof each === 'string' && !isCarried(each)))];
  return { faults, unknownContexts, ownWords: named.some(isObject), twofold, sane: true, readable: hiding.length === 0 && knownContexts(badge) && named.every(isCarried) };
}
