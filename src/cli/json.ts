/**
 * JSON in, with the place of a fault (which `JSON.parse` tells on some hosts only), and JSON out,
 * with typed arrays as arrays, non-finite numbers and bigints as strings.
 */

import { UsageError } from './failure';

/** @throws UsageError naming `source`, and the line and column of the fault */
export function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const { offset, wanted } = faultOf(text);
    const before = text.slice(0, offset).split('\n');
    const at = `line ${before.length}, column ${before[before.length - 1].length + 1}`;
    const isCutOff = offset === text.length;
    const got = isCutOff ? '' : `got ${JSON.stringify(nextWord(text, offset))}, `;
    const what = isCutOff ? 'the JSON is cut off' : 'not JSON';
    throw new UsageError(`${source}: ${what} at ${at}: ${got}expected ${wanted}`);
  }
}

// [ !#-[\]-\uffff] is every character of a string but " and \; those below the space are not allowed
const white = /[ \t\n\r]*/y;
const string = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;
const beginning = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;
/** A string, number or word that the end of the text cuts off. */
const unfinished =
  /(?:"(?:[ !#-[\]-\uffff]|\\.)*\\?|-?\d*\.?\d*[eE]?[+-]?|t|tr|tru|f|fa|fal|fals|n|nu|nul)$/y;

/** Where a text ceases to be JSON, and what could have stood there. */
function faultOf(text: string): { offset: number; wanted: string } {
  const open: ('[' | '{')[] = [];
  let offset = 0;
  const skip = (pattern: RegExp) => {
    pattern.lastIndex = offset;
    const found = pattern.exec(text);
    if (found) offset = pattern.lastIndex;
    return found !== null;
  };
  const take = (character: string) => {
    skip(white);
    if (text[offset] !== character) return false;
    offset++;
    return true;
  };
  const fault = (wanted: string) => {
    skip(white);
    const isCutOff = offset < text.length && skip(unfinished);
    if (isCutOff) return { offset, wanted: 'the rest of it' };
    string.lastIndex = offset;
    if (!string.test(text) && skip(beginning)) return { offset, wanted: 'the rest of the string' };
    return { offset, wanted };
  };
  const isKey = () => {
    skip(white);
    return skip(string);
  };

  for (let fresh = false; ; ) {
    // a value, or the end of an array or object that has just begun
    if (fresh && take(open[open.length - 1] === '[' ? ']' : '}')) {
      open.pop();
    } else {
      if (open[open.length - 1] === '{') {
        if (!isKey()) return fault(fresh ? 'a key in quotes or }' : 'a key in quotes');
        if (!take(':')) return fault(':');
      }
      if (take('[') || take('{')) {
        open.push(text[offset - 1] as '[' | '{');
        fresh = true;
        continue;
      }
      if (!skip(string) && !skip(scalar)) return fault('a value');
    }
    // what may follow it
    fresh = false;
    while (open.length > 0 && take(open[open.length - 1] === '[' ? ']' : '}')) open.pop();
    if (open.length === 0) return fault('nothing more');
    if (!take(',')) return fault(`, or ${open[open.length - 1] === '[' ? ']' : '}'}`);
  }
}

function nextWord(text: string, offset: number): string {
  return /^(?:[\w.+-]+|[^\w])/u.exec(text.slice(offset, offset + 30))?.[0] ?? '';
}

/** A result as one JSON document. */
export function toJson(value: unknown, indent?: number): string {
  return `${JSON.stringify(plain(value), null, indent)}\n`;
}

function plain(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  // as a number it would lose its last digits in most readers
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>, plain);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}
