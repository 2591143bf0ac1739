/** A step that has failed as it would on GitHub; the message stands in its log. */
export class StepFault extends Error {}
