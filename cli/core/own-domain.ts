import { addresses } from './badge/addresses.ts';

// Hosts under which a hosting service gives addresses away: the service's, and not the programme's.
const SHARED = /(^|\.)(github\.io|gitlab\.io|codeberg\.page|pages\.dev|workers\.dev|netlify\.app|vercel\.app|web\.app|firebaseapp\.com|azurestaticapps\.net|herokuapp\.com|surge\.sh|readthedocs\.io)$/;

/** Whether a site's address belongs to a hosting service, so that it is gone when the service, or the account's name, is given up. */
export const isBorrowed = (url: string): boolean => SHARED.test(new URL(url).hostname);

/** What is bound to a site's address for good, and what happens to badges when the site moves: for whoever is about to choose it. */
export function bindingText(url: string): string {
  const { did, didDocument, origin } = addresses(url);
  const paragraphs = [
    `Badges will name the issuer ${did}, which is this site's address, and verifiers will look for your keys at ${didDocument} and for revocations below ${origin}/status/. All of that is under each badge's signature.`,
    'If the site moves, these addresses must go on answering with the same files, or every badge issued until then fails: a badge cannot be told of a new address, and verifiers need not follow a redirect. To move after all, keep the old address alive.',
  ];
  if (isBorrowed(url)) paragraphs.push(`${new URL(url).hostname} is not yours: it belongs to the hosting service, and it is gone when you leave the service or your account changes its name. Take a domain of your own now, put it into \`url\` of issuer.yaml, and only then issue the first badge.`);
  else paragraphs.push('Before the first badge, be sure that the domain is yours for good, and that more than one person can renew it.');
  return paragraphs.join('\n\n');
}
