import { createHash, randomBytes } from 'node:crypto';

/** Who is signed in, for as long as the server runs. A session opens pages only: neither the API nor git takes it. */
export interface Sessions {
  /** Opens a session and gives what the cookie holds. */
  readonly open: (personId: number) => string;
  /** The person of a session, or null. */
  readonly personOf: (secret: string | null) => number | null;
  readonly end: (secret: string | null) => void;
}

/** No sessions yet; only digests are kept, so that no dump of memory into a log opens one. */
export function createSessions(): Sessions {
  const people = new Map<string, number>();
  return {
    open: (personId) => {
      const secret = randomBytes(24).toString('base64url');
      people.set(digest(secret), personId);
      return secret;
    },
    personOf: (secret) => (secret === null ? null : (people.get(digest(secret)) ?? null)),
    end: (secret) => void (secret === null ? false : people.delete(digest(secret))),
  };
}

const digest = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** The name of the session's cookie: browsers share cookies among the ports of a machine, so it names its port. */
export const cookieName = (host: string): string => `practice_${/:(\d+)$/.exec(host)?.[1] ?? '80'}`;

/** What a cookie holds, from the header of a request; null without it. */
export function cookieOf(header: string | undefined, name: string): string | null {
  const found = (header ?? '').split(';').map((one) => one.trim()).find((one) => one.startsWith(`${name}=`));
  return found === undefined ? null : found.slice(name.length + 1);
}
