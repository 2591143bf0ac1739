/** The commands that find a file's size, a salt and the fingerprint, for whoever has neither this page's form nor `laurel attach`: SHA-256 of the salt's bytes and then the file's. */
export const FINGERPRINT_COMMANDS = `head -c 16 /dev/urandom > salt
# the salt:
base64 < salt | tr '+/' '-_' | tr -d '=\\n'; echo
# the bytes:
wc -c < plan.pdf
# the sha256 (on a Mac, shasum -a 256 in place of sha256sum):
cat salt plan.pdf | sha256sum`;

/** What a piece of evidence looks like in submission.md. */
export const pieceLines = (requirement: string): string => `evidence:
  ${requirement}:
    - link: https://files.example.org/plan.pdf
      media: application/pdf
      bytes: 48213
      salt: c2FsdHNhbHRzYWx0c2FsdA
      sha256: 0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f`;
