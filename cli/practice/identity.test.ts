import { expect, test } from 'vitest';
import { createTokens } from './identity.ts';

const tokens = createTokens();
tokens.add('secret', 7);
const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

test.each(['token secret', 'Bearer secret', 'bearer secret', basic('x-access-token:secret'), basic('anybody:secret'), basic('secret:x-oauth-basic')])(
  '%s is the person',
  (header) => {
    expect(tokens.identify(header)).toEqual({ kind: 'known', personId: 7 });
  },
);

test.each(['token wrong', 'Bearer', basic('secret2:wrong'), 'Digest secret', 'secret'])('%s is nobody', (header) => {
  expect(tokens.identify(header)).toEqual({ kind: 'unknown' });
});

test('no header is anonymous, which is not a wrong token', () => {
  expect(tokens.identify(undefined)).toEqual({ kind: 'anonymous' });
});

test('a limited token comes with its terms, and is nobody once it is revoked', () => {
  const terms = { kind: 'workflow', repositories: ['lead/programme'], permissions: { contents: 'read' } } as const;
  tokens.add('run', 9, terms);
  expect(tokens.identify('token run')).toEqual({ kind: 'known', personId: 9, terms });
  tokens.revoke('run');
  expect(tokens.identify('token run')).toEqual({ kind: 'unknown' });
});
