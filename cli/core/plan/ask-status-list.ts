import { paths } from '../badge/addresses.ts';
import { didDocument } from '../badge/did.ts';
import { checkStatus } from '../badge/status-check.ts';
import type { Issuer } from '../model.generated.ts';

/**
 * Asks a published status list as a verifier would: by a badge made up for the question, of which only the issuer and the
 * place in the list are looked at.
 * @returns what speaks against the list, or null; that it revokes the place is no fault.
 */
export async function askStatusList(text: string, { list, issuer, now, record }: { readonly list: number; readonly issuer: Issuer; readonly now: Date; readonly record: { readonly origin: string; readonly issuer: string } }): Promise<string | null> {
  const address = `${record.origin.replace(/\/+$/, '')}/${paths.statusList(list)}`;
  const asking = { issuer: { id: record.issuer }, credentialStatus: { type: 'BitstringStatusListEntry', statusPurpose: 'revocation', statusListCredential: address, statusListIndex: '0' } };
  const { outcome, detail } = await checkStatus(asking, { document: didDocument(issuer), now, resolve: async () => ({ ok: true, bytes: new TextEncoder().encode(text) }) });
  return outcome === 'pass' || /has revoked this badge/.test(detail) ? null : detail.replace(/\.$/, '');
}
