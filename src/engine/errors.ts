/**
 * The two errors a caller can meet. Everything else that goes wrong is a `status` on a result.
 */

/** What is wrong with a given value: its kind (`type`) or its size (`range`). */
export type ParameterErrorKind = 'type' | 'range';

/**
 * Thrown before any computation starts when an input is not usable.
 * The message reads `<path>: got <value>, expected <what is allowed>`.
 *
 * `instanceof` works across separately bundled entry points of the package.
 */
export class ParameterError extends Error {
  override readonly name = 'ParameterError';
  /** `type` where the value is of the wrong kind, `range` where its value is not allowed. */
  readonly kind: ParameterErrorKind;
  /** Where the value stands, e.g. `compute.growth`. */
  readonly path: string;
  /** The value that was given. */
  readonly given: unknown;
  /** What is allowed, as a phrase. */
  readonly expected: string;

  constructor(path: string, given: unknown, expected: string, kind: ParameterErrorKind = 'range') {
    super(`${path}: got ${describe(given)}, expected ${expected}`);
    this.path = path;
    this.given = given;
    this.expected = expected;
    this.kind = kind;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'ParameterError';
  }
}

/** Thrown where the engine itself cannot be had, e.g. WebAssembly SIMD is missing and was asked for. */
export class EngineError extends Error {
  override readonly name = 'EngineError';

  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'EngineError';
  }
}

/** A short text for any value, never throwing and never longer than a line. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(shorten(value));
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'bigint') return `${value}n`;
  if (value === null || typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `an array of length ${value.length}`;
  if (ArrayBuffer.isView(value)) return `${value.constructor.name} of ${value.byteLength} bytes`;
  return `an object with ${shorten(Object.keys(value).join(', ')) || 'no keys'}`;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
