import { describe, expect, it } from 'vitest';
import { bindingText, isBorrowed } from './own-domain.ts';

describe('isBorrowed', () => {
  it.each(['https://marlow-valley.github.io/credentials', 'https://x.gitlab.io', 'https://badges.pages.dev/', 'https://x.netlify.app'])('knows %s for a hosting service\'s', (url) => expect(isBorrowed(url)).toBe(true));
  it.each(['https://credentials.marlow-valley.example', 'https://notgithub.io', 'https://github.io.example.org/'])('knows %s for the programme\'s own', (url) => expect(isBorrowed(url)).toBe(false));
});

describe('bindingText', () => {
  it('names what badges will name, and what happens when the site moves', () => {
    const text = bindingText('https://credentials.marlow-valley.example/');
    for (const words of ['did:web:credentials.marlow-valley.example,', 'https://credentials.marlow-valley.example/.well-known/did.json', 'If the site moves', 'yours for good']) expect(text).toContain(words);
  });

  it('says that an address is not the programme\'s own', () => expect(bindingText('https://marlow-valley.github.io/credentials')).toMatch(/did:web:marlow-valley\.github\.io:credentials[^]+marlow-valley\.github\.io is not yours/));
});
