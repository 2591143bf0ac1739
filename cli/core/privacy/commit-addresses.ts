/** Whether an address in a commit is one that GitHub made, at which nobody is reached: it may stand in public. */
export const isNoReply = (address: string): boolean => /^noreply@|@(?:[^@]+\.)?noreply\./i.test(address);

/** Whether any of some commits' addresses is somebody's own. Which one is not told: what is warned of must not be repeated. */
export const hasOwnAddress = (addresses: Iterable<string>): boolean => [...addresses].some((address) => address.includes('@') && !isNoReply(address));

/** What the desk says of it. */
export const ownAddressWords = (place: { readonly isPrivate: boolean }): string =>
  `A commit of this claim bears an e-mail address of its author or committer, and ${place.isPrivate ? 'everyone who reads this repository can read it' : 'git keeps it here, public, for good'}. `
  + 'For the next ones: on GitHub open Settings, Emails, and choose "Keep my email addresses private"; in a page of GitHub\'s that asks for an address, choose the one with noreply in it; in a terminal give that one to git as user.email. Your submission is read all the same.';
