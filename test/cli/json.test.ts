/** Where a text ceases to be JSON; results as JSON. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson, toJson } from '../../src/cli/json';

function faultOf(text: string): string {
  try {
    parseJson(text, 'text');
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error(`${text} is JSON`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('parseJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseJson(text, 'text')).toEqual(JSON.parse(text));
      }),
      { seed: 1 },
    );
  });

  it('says of every beginning of a document that it is cut off, and where', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (text, cut) => {
        const beginning = text.slice(0, cut % text.length);
        if (isJson(beginning)) return;
        const at = beginning.length + 1;
        expect(faultOf(beginning)).toContain(`the JSON is cut off at line 1, column ${at}: `);
      }),
      { seed: 2, numRuns: 2000 },
    );
  });

  it('finds a character that does not belong', () => {
    fc.assert(
      fc.property(fc.json({ noUnicodeString: true } as object), fc.nat(), (text, place) => {
        const at = place % (text.length + 1);
        // never part of a document, not even inside a string
        const spoilt = `${text.slice(0, at)}\u0001${text.slice(at)}`;
        const message = faultOf(spoilt);
        expect(message).toMatch(/^text: not JSON at line 1, column \d+: got /);
        const column = Number(/column (\d+)/.exec(message)![1]);
        // at the character, or at the number or word that it ends
        expect(column).toBeLessThanOrEqual(at + 1);
        expect(isJson(spoilt.slice(0, column - 1)) || !isJson(spoilt)).toBe(true);
      }),
      { seed: 3, numRuns: 2000 },
    );
  });

  it.each([
    ['{"a": 1,\n "b" 2}', 'text: not JSON at line 2, column 6: got "2", expected :'],
    ['{"a": [1 2]}', 'text: not JSON at line 1, column 10: got "2", expected , or ]'],
    ['{"a": 01}', 'text: not JSON at line 1, column 7: got "01", expected a value'],
    [
      '{"a": "x\ty"}',
      'text: not JSON at line 1, column 9: got "\\t", expected the rest of the string',
    ],
    [
      '{"a": "\\q"}',
      'text: not JSON at line 1, column 8: got "\\\\", expected the rest of the string',
    ],
    ['[1,]', 'text: not JSON at line 1, column 4: got "]", expected a value'],
    ['[}', 'text: not JSON at line 1, column 2: got "}", expected a value'],
    ['{"a":-}', 'text: not JSON at line 1, column 6: got "-", expected a value'],
    ['"a" "b"', 'text: not JSON at line 1, column 5: got "\\"", expected nothing more'],
    ['[tr', 'text: the JSON is cut off at line 1, column 4: expected the rest of it'],
    ['[1.', 'text: the JSON is cut off at line 1, column 4: expected the rest of it'],
    ['[1,', 'text: the JSON is cut off at line 1, column 4: expected a value'],
  ])('%s', (text, message) => {
    expect(faultOf(text)).toBe(message);
  });
});

describe('toJson', () => {
  it('writes typed arrays as arrays, what is not finite and bigints as strings', () => {
    const { POSITIVE_INFINITY, NEGATIVE_INFINITY, NaN: nan } = Number;
    const result = {
      numbers: Float64Array.of(1, nan, POSITIVE_INFINITY),
      counts: Int32Array.of(1, 2),
      nested: [{ value: NEGATIVE_INFINITY, name: 'x', flag: true, none: null }],
      absent: undefined,
      seed: 2n ** 64n,
    };
    expect(toJson(result)).toBe(
      '{"numbers":[1,"NaN","Infinity"],"counts":[1,2],"nested":[{"value":"-Infinity","name":"x","flag":true,"none":null}],"seed":"18446744073709551616"}\n',
    );
  });
});
