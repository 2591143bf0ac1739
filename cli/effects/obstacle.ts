/** Something a person must put right before the command can go on; the message says what and how. */
export class Obstacle extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Obstacle';
  }
}
