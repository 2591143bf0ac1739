/** What the verifier asks of a badge, in its order, as people would. */
export const QUESTIONS: Readonly<Record<string, string>> = {
  structure: 'Is it an Open Badge?',
  'safe-mode': 'Is every word in it defined?',
  proof: 'Is it as it was signed?',
  issuer: 'Did the issuer it names sign it?',
  key: 'Was the key in force?',
  validity: 'Is it within its dates?',
  status: 'Is it still in force?',
  registry: 'Is the issuer in a registry you chose?',
  endorsements: 'Do others vouch for it?',
  definition: 'Does it still point at what it was issued for?',
  recipient: 'Is it for the person you named?',
  log: 'Is it in the issuer’s log, byte for byte?',
  archive: 'Is the archive that you gave whole?',
};

/** What is asked of every badge, whatever it carries. */
export const ALWAYS: ReadonlySet<string> = new Set(['structure', 'safe-mode', 'proof', 'issuer', 'key', 'validity', 'status']);
