import type { Report } from './report.ts';

/** A value that exists only once it is masked. In texts and in JSON it is `***`. */
export class Secret {
  readonly #value: string;

  private constructor(value: string) {
    this.#value = value;
  }

  /** Masks a text in everything that is shown from now on. */
  static mask(value: string, { mask }: Pick<Report, 'mask'>): Secret {
    mask(value);
    return new Secret(value);
  }

  /** The value itself, for where it is sent, sealed, kept for the post step, exported or handed out. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '***';
  }

  toJSON(): string {
    return '***';
  }
}
