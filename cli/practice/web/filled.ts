import { refusal } from '../refusal.ts';

/** A file that came with a form. */
export interface Upload {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The fields of a form, and the files that came with it. */
export interface Filled {
  readonly fields: URLSearchParams;
  readonly files: readonly Upload[];
}

/** A form that holds what the query of an address says. */
export const fromQuery = (fields: URLSearchParams): Filled => ({ fields, files: [] });

/**
 * Reads the body of a form as a browser sends it.
 * @throws 415 for anything that is not a form.
 */
export async function fromBody(type: string, body: Buffer): Promise<Filled> {
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) return { fields: plainLines(new URLSearchParams(body.toString('utf8'))), files: [] };
  if (!/^multipart\/form-data\b/i.test(type)) throw refusal(415, 'Unexpected kind of body, expected a form.');
  const sent = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData().catch(() => null);
  if (sent === null) throw refusal(400, 'Unexpected form, expected one that a browser sends.');
  const fields = new URLSearchParams();
  const files: Upload[] = [];
  for (const [name, value] of sent) {
    if (typeof value === 'string') fields.append(name, value);
    // An empty file field comes as a file without a name.
    else if (value.name !== '') files.push({ name: value.name, bytes: Buffer.from(await value.arrayBuffer()) });
  }
  return { fields: plainLines(fields), files };
}

// Browsers send every line end of a text as CR LF; GitHub commits and keeps LF.
function plainLines(fields: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...fields].map(([name, value]) => [name, value.replaceAll('\r\n', '\n')]));
}
