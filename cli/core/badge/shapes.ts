/** The nodes of an Open Badge 3.0 (sections B.1 and B.2): which terms, of which kind, which of them a must. */
import { isObject, many } from './json.ts';
import { moment } from './moment.ts';
import { achievementTypes, identityTypes, isWord, resultStatuses, resultTypes, targetTypes } from './vocabulary.ts';

/** One plain value. */
export interface Kind {
  readonly expected: string;
  readonly test: (value: unknown) => boolean;
}
/** One node or a list of them (`list`; one alone may stand without its brackets), or exactly one (`one`). */
export type Field = Kind | { readonly one: () => Shape } | { readonly list: () => Shape };
export interface Shape {
  /** One of these must be among the node's types. */
  readonly types: readonly string[];
  readonly required: readonly string[];
  readonly fields: Readonly<Record<string, Field>>;
  /** At least one of these terms must be there. */
  readonly either?: readonly string[];
  /** No other terms may be there; everywhere else the standard lets more be said. */
  readonly closed?: true;
  /** Its type is one text and no list. */
  readonly single?: true;
}

const schemes = new Set(['https:', 'http:', 'urn:', 'did:', 'mailto:', 'tag:', 'ni:']);
/** True for a full address of a kind that badges use; `javascript:` and `data:` are none. */
export const isAddress = (value: unknown): value is string =>
  typeof value === 'string' && !/[\s<>"\\^`{|}\p{Cc}]/u.test(value) && schemes.has(value.slice(0, value.indexOf(':') + 1).toLowerCase()) && URL.canParse(value);

const kind = (expected: string, test: Kind['test']): Kind => ({ expected, test });
export const text = kind('a text', (value) => typeof value === 'string');
/** A text that a person or a thing is known by. */
const known = kind('a text with something in it', (value) => typeof value === 'string' && value !== '');
export const address = kind('a full address', isAddress);
export const time = kind('a date and time with its zone', (value) => moment(value) !== null);
const texts = kind('a list of texts', (value) => many(value).length > 0 && many(value).every((each) => typeof each === 'string'));
const number = kind('a number', (value) => typeof value === 'number');
const flag = kind('true or false', (value) => typeof value === 'boolean');
const word = (list: ReadonlySet<string>, name: string): Kind => kind(`${name} of Open Badges or an "ext:" one`, (value) => isWord(list, value));
const language = kind('a language tag', (value) => typeof value === 'string' && /^[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/.test(value));
const imageAddress = kind('a full address', (value) => isAddress(value) || (typeof value === 'string' && /^data:image\/(png|svg\+xml);base64,[A-Za-z0-9+/=]+$/.test(value)));

const image: Shape = { closed: true, single: true, types: ['Image'], required: ['id'], fields: { id: imageAddress, caption: text } };
const geo: Shape = { types: ['GeoCoordinates'], required: ['latitude', 'longitude'], fields: { latitude: number, longitude: number } };
const postal: Shape = { types: ['Address'], required: [], fields: { geo: { one: () => geo } } };
const otherIdentifier: Shape = { closed: true, types: ['IdentifierEntry'], required: ['identifier', 'identifierType'], fields: { identifier: known, identifierType: word(identityTypes, 'an identity type') } };
const endorsements: Field = { list: () => endorsementShape };
const tokens = kind('a list of signed tokens', (value) => many(value).every((each) => typeof each === 'string' && /^[\w-]+\.[\w-]*\.[\w-]+$/.test(each)));
export const profileShape: Shape = {
  types: ['Profile'],
  required: ['id'],
  fields: {
    id: address, name: text, url: address, email: text, description: text, phone: text, image: { one: () => image }, address: { one: () => postal },
    otherIdentifier: { list: () => otherIdentifier }, parentOrg: { one: () => profileShape }, endorsement: endorsements, endorsementJwt: tokens,
  },
};
const alignment: Shape = {
  types: ['Alignment'],
  required: ['targetName', 'targetUrl'],
  fields: { targetName: text, targetUrl: address, targetCode: text, targetDescription: text, targetFramework: text, targetType: word(targetTypes, 'a target type') },
};
const level: Shape = {
  types: ['RubricCriterionLevel'],
  required: ['id', 'name'],
  fields: { id: address, name: text, description: text, level: text, points: text, alignment: { list: () => alignment } },
};
const resultDescription: Shape = {
  types: ['ResultDescription'],
  required: ['id', 'name', 'resultType'],
  fields: {
    id: address, name: text, resultType: word(resultTypes, 'a result type'), requiredLevel: address, requiredValue: text, valueMin: text, valueMax: text,
    allowedValue: texts, rubricCriterionLevel: { list: () => level }, alignment: { list: () => alignment },
  },
};
const related: Shape = { types: ['Related'], required: ['id'], fields: { id: address, inLanguage: language, version: text } };
const criteria: Shape = { types: [], required: [], either: ['id', 'narrative'], fields: { id: address, narrative: text } };
const achievement: Shape = {
  types: ['Achievement'],
  required: ['id', 'name', 'description', 'criteria'],
  fields: {
    id: address, name: text, description: text, criteria: { one: () => criteria }, achievementType: word(achievementTypes, 'an achievement type'), creator: { one: () => profileShape },
    image: { one: () => image }, tag: texts, version: text, inLanguage: language, humanCode: text, fieldOfStudy: text, specialization: text, creditsAvailable: number,
    alignment: { list: () => alignment }, resultDescription: { list: () => resultDescription }, related: { list: () => related },
    otherIdentifier: { list: () => otherIdentifier }, endorsement: endorsements, endorsementJwt: tokens,
  },
};
const identity: Shape = {
  closed: true,
  single: true,
  types: ['IdentityObject'],
  required: ['hashed', 'identityHash', 'identityType'],
  fields: { hashed: flag, identityHash: known, identityType: word(identityTypes, 'an identity type'), salt: text },
};
const result: Shape = {
  types: ['Result'],
  required: [],
  fields: { resultDescription: address, achievedLevel: address, value: text, status: kind('a result status of Open Badges', (value) => typeof value === 'string' && resultStatuses.has(value)), alignment: { list: () => alignment } },
};
export const subjectShape: Shape = {
  types: ['AchievementSubject'],
  required: ['achievement'],
  either: ['id', 'identifier'],
  fields: {
    id: address, identifier: { list: () => identity }, achievement: { one: () => achievement }, result: { list: () => result }, creditsEarned: number, image: { one: () => image },
    activityStartDate: time, activityEndDate: time, narrative: text, role: text, term: text, licenseNumber: text, source: { one: () => profileShape },
  },
};
/** Of a kind that only needs to name its type. */
const typed: Shape = { types: [''], required: [], fields: {} };
const typedWithId: Shape = { types: [''], required: ['id'], fields: { id: address } };
/** Of what is only told apart by it and never shown, an address of any scheme. */
const anyAddress = kind('a full address', (value) => typeof value === 'string' && /^[a-z][a-z0-9+.-]*:[^\s<>"\\^`{|}\p{Cc}]+$/iu.test(value) && URL.canParse(value));
const listEntry: Shape = {
  types: [''],
  required: [],
  fields: {
    id: anyAddress, statusPurpose: text, statusListCredential: address,
    // A JSON number is met in the wild, 1EdTech's own examples included.
    statusListIndex: kind('a whole number as text', (value) => /^(0|[1-9][0-9]{0,9})$/.test(String(value)) && ['string', 'number'].includes(typeof value)),
  },
};
/** Evidence may be in the badge itself; what is shown as a link is an address on the web alone. */
const evidenceAddress = kind('a full address or a data address', (value) => isAddress(value) || (typeof value === 'string' && /^data:[a-z]+\/[a-z0-9.+-]+[;,]/i.test(value) && URL.canParse(value)));
const evidence: Shape = { types: ['Evidence'], required: [], fields: { id: evidenceAddress, name: text, description: text, narrative: text, genre: text, audience: text } };
const digest = kind('a digest', (value) => many(value).length > 0 && many(value).every((each) => typeof each === 'string' && each !== ''));
const relatedResource: Shape = { types: [], required: ['id'], either: ['digestSRI', 'digestMultibase'], fields: { id: address, digestSRI: digest, digestMultibase: digest, mediaType: text } };
/** What every credential holds, whatever it is about. */
const common: Shape['fields'] = {
  id: address, name: text, description: text, validFrom: time, validUntil: time, issuanceDate: time, expirationDate: time, awardedDate: time, image: { one: () => image },
  issuer: kind('an address or a profile', (value) => isAddress(value) || isObject(value)),
  credentialStatus: { one: () => listEntry }, credentialSchema: { list: () => typedWithId }, refreshService: { one: () => typed }, termsOfUse: { list: () => typed },
  proof: { list: () => typed }, relatedResource: { list: () => relatedResource },
};
export const credentialShape: Shape = {
  types: ['OpenBadgeCredential', 'AchievementCredential'],
  required: ['id', 'issuer', 'credentialSubject'],
  fields: { ...common, credentialSubject: { one: () => subjectShape }, evidence: { list: () => evidence }, endorsement: endorsements, endorsementJwt: tokens },
};
const endorsementSubject: Shape = { types: ['EndorsementSubject'], required: ['id'], fields: { id: address, endorsementComment: text } };
/** An endorsement: a credential about a badge, an achievement or an issuer (section B.1.7). */
export const endorsementShape: Shape = {
  types: ['EndorsementCredential'],
  required: ['id', 'name', 'issuer', 'credentialSubject'],
  fields: { ...common, credentialSubject: { one: () => endorsementSubject } },
};
