/** A page as a visitor got it, after any redirects. */
export interface Seen {
  readonly status: number;
  /** Path and query of where the visitor ended up. */
  readonly address: string;
  readonly html: string;
  /** What a reader sees of it: no tags, no entities. */
  readonly text: string;
  readonly headers: Headers;
}

/** A file for a form. */
export interface Attached {
  readonly name: string;
  readonly text: string | Uint8Array<ArrayBuffer>;
}

/** Somebody with a browser without JavaScript: keeps cookies, follows redirects, fills in the forms that a page has. */
export interface Visitor {
  readonly open: (address: string) => Promise<Seen>;
  /** Presses a button of a page: its form goes with what stands in it, changed by `fields`; an array ticks several boxes, null empties a field. */
  readonly press: (page: Seen, button: string, fields?: Readonly<Record<string, string | readonly string[] | null>>, files?: readonly Attached[]) => Promise<Seen>;
  readonly signIn: (login: string) => Promise<Seen>;
  /** The cookies, as a request carries them. */
  readonly cookie: () => string;
}

/** A visitor of a practice GitHub who has not signed in. */
export function createVisitor(url: string): Visitor {
  const cookies = new Map<string, string>();
  const cookie = (): string => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const ask = async (address: string, init: RequestInit = {}): Promise<Seen> => {
    const asked = new URL(address, url);
    const answer = await fetch(asked, { ...init, headers: { ...(init.headers as Record<string, string>), cookie: cookie() }, redirect: 'manual' });
    for (const set of answer.headers.getSetCookie()) cookies.set(set.slice(0, set.indexOf('=')), set.slice(set.indexOf('=') + 1).split(';')[0] ?? '');
    const onward = answer.headers.get('location');
    if (onward !== null) return ask(new URL(onward, asked).href);
    const html = await answer.text();
    return { status: answer.status, address: asked.pathname + asked.search, html, text: readable(html), headers: answer.headers };
  };
  const press: Visitor['press'] = (page, button, fields = {}, files = []) => {
    const form = formWith(page.html, button);
    const given = form.fields.filter(([name]) => !(name in fields));
    for (const [name, value] of Object.entries(fields)) for (const one of value === null ? [] : [value].flat()) given.push([name, one]);
    const body = form.multipart ? new FormData() : new URLSearchParams();
    for (const [name, value] of given) body.append(name, value.replaceAll('\n', '\r\n'));
    for (const { name, text } of files) if (body instanceof FormData) body.append('files', new Blob([text]), name);
    return ask(form.action, { method: 'POST', body, headers: { origin: url } });
  };
  return {
    open: (address) => ask(address),
    press,
    cookie,
    signIn: async (login) => ask('/login', { method: 'POST', body: new URLSearchParams({ login }), headers: { origin: url } }),
  };
}

interface Form {
  readonly action: string;
  readonly multipart: boolean;
  readonly fields: [string, string][];
}

// Our own pages write attributes in double quotes, which is all that this reads.
function formWith(html: string, label: string): Form {
  for (const [, head = '', inner = ''] of html.matchAll(/<form ([^>]*)>([^]*?)<\/form>/g)) {
    const button = [...inner.matchAll(/<button ([^>]*)>([^<]*)<\/button>/g)].find(([, , text = '']) => decoded(text) === label);
    if (button === undefined) continue;
    const pressed = attribute(button[1] ?? '', 'name');
    return {
      action: attribute(head, 'action') ?? '',
      multipart: attribute(head, 'enctype') === 'multipart/form-data',
      fields: [...fieldsOf(inner), ...(pressed === null ? [] : [[pressed, attribute(button[1] ?? '', 'value') ?? ''] as [string, string]])],
    };
  }
  throw new Error(`There is no button "${label}" on this page:\n${readable(html)}`);
}

function* fieldsOf(inner: string): Generator<[string, string]> {
  for (const [, attributes = ''] of inner.matchAll(/<input ([^>]*)>/g)) {
    const type = attribute(attributes, 'type');
    if (type === 'file' || ((type === 'checkbox' || type === 'radio') && !/ checked\b/.test(attributes))) continue;
    yield [attribute(attributes, 'name') ?? '', attribute(attributes, 'value') ?? ''];
  }
  for (const [, attributes = '', text = ''] of inner.matchAll(/<textarea([^>]*)>\n?([^]*?)<\/textarea>/g)) yield [attribute(attributes, 'name') ?? '', decoded(text)];
  for (const [, attributes = '', options = ''] of inner.matchAll(/<select([^>]*)>([^]*?)<\/select>/g)) {
    const chosen = /<option selected value="([^"]*)"/.exec(options) ?? /<option value="([^"]*)"/.exec(options);
    yield [attribute(attributes, 'name') ?? '', decoded(chosen?.[1] ?? '')];
  }
}

function attribute(attributes: string, name: string): string | null {
  const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes);
  return found === null ? null : decoded(found[1] ?? '');
}

const decoded = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');

const readable = (html: string): string => decoded(html.replace(/<style>[^]*?<\/style>/, '').replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ').trim();
