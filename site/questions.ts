/** What the verifier asks of a badge, in its order, as people would. */
export const QUESTIONS: Readonly<Record<string, string>> = {
  structure: 'Is it an Open Badge?',
  proof: 'Is it as it was signed?',
  issuer: 'Did the issuer it names sign it?',
  validity: 'Is it within its dates?',
  status: 'Is it still in force?',
  log: 'Is it in the issuer’s log, byte for byte?',
  endorsements: 'Do others vouch for it?',
};
