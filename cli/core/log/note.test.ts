import { generateKeyPairSync, sign as signBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodePublicKey } from '../badge/multikey.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { logOrigin, openCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.ts';
import { noteKeyId, parseNote, signerOf, signNote } from './note.ts';
import { parseProof, proofText } from './proof-file.ts';

const multikey = (verifier: string): string => encodePublicKey(fromBase64(verifier.split('+').slice(2).join('+'))!.slice(1));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

// The examples of golang.org/x/mod/sumdb/note and of the signed-note specification.
const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const ENOCH = 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop';
const FOO = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const TEXT = 'If you think cryptography is the answer to your problem,\nthen you don\'t know what your problem is.\n';
const BY_PETER = '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
const BY_ENOCH = '— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n';
const BY_FOO = '— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';

function keyPair() {
  const pair = generateKeyPairSync('ed25519');
  const publicKey = encodePublicKey(Buffer.from(pair.publicKey.export({ format: 'jwk' }).x!, 'base64url'));
  return { publicKey, sign: (bytes: Uint8Array) => new Uint8Array(signBytes(null, bytes, pair.privateKey)) };
}

describe('a signed note', () => {
  it.each([PETER, ENOCH, FOO])('gives the key of %s its published id', (verifier) => {
    const [name = '', id = '', ...key] = verifier.split('+');
    expect(hex(noteKeyId(name, fromBase64(key.join('+'))!.slice(1)))).toBe(id);
  });

  it('is read and verified as others write it, with one signature or with several', async () => {
    const [one, two, example] = [`${TEXT}\n${BY_PETER}`, `${TEXT}\n${BY_PETER}${BY_ENOCH}`, `This is an example message.\n\n${BY_FOO}`].map((text) => parseNote(text)!);
    expect(one!.text).toBe(TEXT);
    expect(await signerOf(one!, 'PeterNeumann', [multikey(PETER)])).toBe(multikey(PETER));
    expect(await signerOf(two!, 'EnochRoot', [multikey(PETER), multikey(ENOCH)])).toBe(multikey(ENOCH));
    expect(await signerOf(example!, 'example.com/foo', [multikey(FOO)])).toBe(multikey(FOO));
  });

  it('is nobody\'s under another name, with another key, or when a word was changed', async () => {
    const note = parseNote(`${TEXT}\n${BY_PETER}`)!;
    expect(await signerOf(note, 'EnochRoot', [multikey(PETER)])).toBeNull();
    expect(await signerOf(note, 'PeterNeumann', [multikey(ENOCH)])).toBeNull();
    expect(await signerOf(parseNote(`${TEXT.replace('answer', 'Answer')}\n${BY_PETER}`)!, 'PeterNeumann', [multikey(PETER)])).toBeNull();
    // A signature that is to be a known key's and does not hold spoils the note, whatever else it carries.
    const spoiled = `${BY_PETER.slice(0, -6)}${BY_PETER.at(-6) === 'A' ? 'B' : 'A'}${BY_PETER.slice(-5)}`;
    expect(await signerOf(parseNote(`${TEXT}\n${BY_PETER}${spoiled}`)!, 'PeterNeumann', [multikey(PETER)])).toBeNull();
  });

  it('is signed as it is verified', async () => {
    const { publicKey, sign } = keyPair();
    const note = await signNote('a\n\nb\n', { name: 'log.example/log', publicKey, sign });
    expect(parseNote(note)!.text).toBe('a\n\nb\n');
    expect(await signerOf(parseNote(note)!, 'log.example/log', [publicKey])).toBe(publicKey);
    await expect(signNote('a', { name: 'log.example/log', publicKey, sign })).rejects.toThrow(TypeError);
    await expect(signNote('a\n', { name: 'log example', publicKey, sign })).rejects.toThrow(TypeError);
  });

  it.each([
    ['no signature', TEXT], ['no empty line', `${TEXT}${BY_PETER}`], ['no line break at its end', `${TEXT}\n${BY_PETER.slice(0, -1)}`], ['a control character', `\u0007${TEXT}\n${BY_PETER}`], ['another dash', `${TEXT}\n${BY_PETER.replace('—', '-')}`],
    ['a signature that is no base 64', `${TEXT}\n— a ****\n`], ['a signature that is too short', `${TEXT}\n— a AAAA\n`], ['half a surrogate pair', `\ud800${TEXT}\n${BY_PETER}`], ['more signatures than anyone needs', `${TEXT}\n${BY_PETER.repeat(33)}`], ['a megabyte of text', `${'a'.repeat(1_000_000)}\n\n${BY_PETER}`],
  ])('is none with %s', (_, text) => expect(parseNote(text)).toBeNull());

  it('never throws, whatever it is given', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string().map((text) => `${text}\n\n${BY_PETER}`)), (text) => {
      for (const read of [parseNote, parseCheckpoint, parseProof]) expect(() => read(text)).not.toThrow();
    }));
  });

  it('has base 64 in one spelling', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => {
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      expect(hex(fromBase64(toBase64(bytes))!)).toBe(hex(bytes));
    }));
    for (const text of ['AB==', 'AA=', 'A', 'AA==\n', '-_==']) expect(fromBase64(text), text).toBeNull();
  });
});

describe('a checkpoint', () => {
  const origin = 'credentials.marlow-valley.example/log';
  const root = new Uint8Array(32).fill(7);

  it('names its log by the site\'s address without the scheme', () => {
    expect(logOrigin('https://credentials.marlow-valley.example/')).toBe(origin);
    expect(logOrigin('https://Marlow.example/badges+more/')).toBe('marlow.example/badges%2Bmore/log');
  });

  it('is opened with a key of the issuer, and only as this log\'s', async () => {
    const [ours, other] = [keyPair(), keyPair()];
    const note = await signCheckpoint({ origin, size: 5, root }, ours);
    expect(note.startsWith(`${origin}\n5\n${toBase64(root)}\n\n— ${origin} `)).toBe(true);
    expect(await openCheckpoint(note, origin, [other.publicKey, ours.publicKey])).toMatchObject({ ok: true, checkpoint: { size: 5 }, key: ours.publicKey });
    expect(await openCheckpoint(note, origin, [other.publicKey])).toEqual({ ok: false, reason: 'is not signed with a key of the issuer' });
    expect(await openCheckpoint(note, 'elsewhere.example/log', [ours.publicKey])).toEqual({ ok: false, reason: 'is the checkpoint of another log' });
    expect(await openCheckpoint(note.replace('\n5\n', '\n6\n'), origin, [ours.publicKey])).toMatchObject({ ok: false });
    expect(await openCheckpoint('hello', origin, [ours.publicKey])).toEqual({ ok: false, reason: 'is no checkpoint' });
  });

  it('is read as the specification\'s example, and as nothing else', () => {
    const example = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n';
    expect(parseCheckpoint(example)).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163 });
    for (const [from, to] of [['20852163', '020852163'], ['20852163', '-1'], ['20852163', '99999999999999999999'], ['CsUY', 'Cs'], ['example.com/behind-the-sofa\n2', '\n2']]) expect(parseCheckpoint(example.replace(from!, to!)), to).toBeNull();
  });
});

describe('a proof file', () => {
  const checkpoint = `a.example/log\n2\n${toBase64(new Uint8Array(32))}\n\n${BY_PETER}`;

  it('is written as tlog-proof asks and read again, an extra line or not', () => {
    const proof = { index: 1, proof: [new Uint8Array(32).fill(1)], checkpoint };
    expect(proofText(proof)).toBe(`c2sp.org/tlog-proof@v1\nindex 1\n${toBase64(proof.proof[0]!)}\n\n${checkpoint}`);
    expect(parseProof(proofText(proof))).toEqual(proof);
    expect(parseProof(proofText(proof).replace('\nindex', '\nextra AAAA\nindex'))).toEqual(proof);
    expect(parseProof(proofText({ ...proof, index: 0, proof: [] }))).toEqual({ index: 0, proof: [], checkpoint });
  });

  it.each([['@v1', '@v2'], ['index 1', 'index 01'], ['index 1', 'index -1'], ['\n\n', '\n'], ['AQEB', 'AQE']])('is none where "%s" reads "%s"', (from, to) => {
    const text = proofText({ index: 1, proof: [new Uint8Array(32).fill(1)], checkpoint }).replace(from, to);
    expect(parseProof(text)).toBeNull();
  });
});
