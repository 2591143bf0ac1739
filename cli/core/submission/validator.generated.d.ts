import type { Validator } from '../validators.generated.js';

export declare const submission: Validator;
