import { createPrivateKey, createPublicKey, randomBytes, sign as signRaw, verify as verifyRaw } from 'node:crypto';
import { unsignedBadge, secureBadge, type Badge, type UnsignedBadge } from '../core/badge/credential.ts';
import { award, duringValidity, network, publicKey, release, seed, type signed } from '../core/badge/fixture.ts';
import { checkProof, createProof, type Proof } from '../core/badge/proof.ts';
import { verifyBadge } from '../core/badge/verify.ts';
import { otherImplementation } from './other-implementation.ts';
import { compare, inTurn, type Row } from './turns.ts';
