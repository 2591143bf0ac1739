/** A request and its answer as octokit's hooks see them. */
interface Asked {
  readonly method: string;
  readonly url: string;
  headers: Readonly<Record<string, string | undefined>>;
}

interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly data: unknown;
}

interface Hooked {
  readonly request: { readonly endpoint: (options: any) => { readonly url: string } };
  readonly hook: { readonly wrap: (name: 'request', act: (request: (options: any) => any, options: any) => any) => void };
}

/**
 * An octokit plugin that asks again for what it has read with the tag of that answer: what has not changed is then told
 * so, which GitHub does not count. A claim is proven twice in a run, before it is recorded and before it is signed, each
 * time by asking. Kept as long as the process; nothing is written down. Source: GitHub's docs, "Best practices for using
 * the REST API", conditional requests.
 */
export function askedBefore(octokit: Hooked): void {
  const known = new Map<string, { readonly tag: string; readonly answer: Answered }>();
  octokit.hook.wrap('request', async (request: (options: Asked) => Promise<Answered>, options: Asked) => {
    if (options.method !== 'GET') return request(options);
    const { url } = octokit.request.endpoint(options);
    const before = known.get(url);
    // Octokit's own hooks go on with the object that they were given, whatever is handed to them.
    if (before !== undefined) options.headers = { ...options.headers, 'if-none-match': before.tag };
    try {
      const answer = await request(options);
      const tag = answer.headers['etag'];
      // A copy: whoever asked may change what they got.
      if (tag !== undefined && answer.status === 200) known.set(url, { tag, answer: structuredClone(answer) });
      return answer;
    } catch (error) {
      if (before === undefined || (error as { readonly status?: number }).status !== 304) throw error;
      return structuredClone(before.answer);
    }
  });
}
