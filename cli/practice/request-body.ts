import type { IncomingMessage } from 'node:http';
import { refusal } from './refusal.ts';

const LARGEST = 100 * 1024 * 1024;

/** The whole body of a request. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST) throw refusal(413, 'The request is larger than 100 MB.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The body as JSON; null where there is none. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const text = (await readBody(request)).toString('utf8');
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    throw refusal(400, 'Problems parsing JSON');
  }
}
