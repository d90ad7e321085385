/** Problems as they are put on the page: JSON of a few lines, for a shell and for JavaScript alike. */

/** A line a field. */
export function jsonLines(problem: object): string {
  const fields = Object.entries(problem).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${spaced(value)}`,
  );
  return `{\n${fields.join(',\n')}\n}`;
}

/** A line a field of its fields, too, where these are objects of objects. */
function spaced(value: unknown): string {
  const isTable =
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length > 0 &&
    Object.values(value).every((each) => typeof each === 'object' && !Array.isArray(each));
  if (!isTable) return inOneLine(value);
  const rows = Object.entries(value).map(
    ([name, each]) => `    ${JSON.stringify(name)}: ${inOneLine(each)}`,
  );
  return `{\n${rows.join(',\n')}\n  }`;
}

function inOneLine(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[,:](?=["{[\d-])/g, '$& ');
}

/** `echo '…' | shadowprice …`. */
export function piped(problem: object, command: string): string {
  return `echo '${jsonLines(problem)}' | ${command}`;
}
